using System.Diagnostics;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class AtomicFileTests
{
    [TestMethod]
    public void AWriterThatFailsLeavesTheOldFileAndNothingElse()
    {
        using var world = new ToolWorld();
        var path = world.Write("file", "old");
        Should.Throw<ToolException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new IOException("No space left on device");
        })).Id.ShouldBe("TEL9004");
        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFiles(world.Repository).ShouldBe([path]);
    }

    [TestMethod]
    public void ALinkIsFollowed()
    {
        using var world = new ToolWorld();
        var target = world.Write("target", "old");
        File.CreateSymbolicLink(world.PathTo("link"), target);
        AtomicFile.Write(world.PathTo("link"), stream => stream.Write("new"u8));
        File.ReadAllText(target).ShouldBe("new");
        new FileInfo(world.PathTo("link")).LinkTarget.ShouldNotBeNull();
    }

    [TestMethod]
    public void AFolderIsAnErrorWithANextStep()
    {
        using var world = new ToolWorld();
        Should.Throw<ToolException>(() => AtomicFile.Write(world.Repository, stream => stream.WriteByte(1))).Next.ShouldBe("That is a folder: name a file in it.");
    }

    [TestMethod]
    public void CtrlCStopsAWriteAndLeavesNothing()
    {
        using var world = new ToolWorld();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => AtomicFile.Write(world.PathTo("file"), stream => new CancellableStream(stream, cancelled.Token).WriteByte(1)));
        Directory.GetFiles(world.Repository).ShouldBeEmpty();
    }

    [TestMethod]
    [OSCondition(ConditionMode.Include, OperatingSystems.Linux)]
    public void AFileThatMayNotGrowIsAnErrorAndLeavesNothing()
    {
        using var world = new ToolWorld().TurnedOn().Recorded(Samples.Jobs, "jobs", [.. Enumerable.Range(0, 2_000).Select(number => Samples.Job($"check-{number}"))]);
        var output = world.PathTo("out");
        Directory.CreateDirectory(output);
        var command = $"ulimit -f 8; exec dotnet '{typeof(Tool).Assembly.Location}' export jobs --format jsonl --store '{world.Store}' -o '{output}/jobs.jsonl'";
        var start = new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardError = true };
        // Its executable memory is a file too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var export = Process.Start(start)!;
        var said = export.StandardError.ReadToEnd();
        export.WaitForExit();
        export.ExitCode.ShouldBe(ExitCode.Failed, said);
        said.ShouldContain(ToolDiagnostics.CannotWrite);
        Directory.GetFiles(output).ShouldBeEmpty();
    }
}
