using System.Diagnostics;

namespace Telemetry.Tools.Cli.Tests;

/// <summary>What a reader that goes away does to a command that still writes.</summary>
[TestClass]
public sealed class StandardOutputTests
{
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void AnExportThatNobodyReadsAnyMoreStops()
    {
        using var world = new ToolWorld().TurnedOn().Recorded(Samples.Jobs, "jobs", [.. Enumerable.Range(0, 20_000).Select(number => Samples.Job($"check-{number}"))]);
        var start = new ProcessStartInfo("dotnet", [typeof(Tool).Assembly.Location, "export", "jobs", "--format", "jsonl", "--store", world.Store]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var export = Process.Start(start)!;
        export.StandardOutput.ReadLine().ShouldNotBeNull();
        export.StandardOutput.Close();
        export.WaitForExit(30_000).ShouldBeTrue();
        export.ExitCode.ShouldBe(ExitCode.NoReader);
        export.StandardError.ReadToEnd().ShouldBeEmpty();
    }
}
