using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class RunTests
{
    [TestMethod]
    public void ExitCodeAndDurationAreRecordedAndPassedOn()
    {
        using var world = Unix().TurnedOn();
        world.InStoreBefore("run", "--target", "Nap", "--", "sh", "-c", "sleep 0.2; exit 7").ExitCode.ShouldBe(7);
        var line = JsonDocument.Parse(File.ReadAllLines(Path.Combine(world.Store, "build", "build.jsonl")).Single()).RootElement;
        line.GetProperty("target").GetString().ShouldBe("Nap");
        line.GetProperty("exit_code").GetInt32().ShouldBe(7);
        line.GetProperty("succeeded").GetBoolean().ShouldBeFalse();
        line.GetProperty("duration_seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0.19);
    }

    [TestMethod]
    public void WithoutATargetTheCommandsNameIsTaken()
    {
        using var world = Unix().TurnedOn();
        world.InStoreBefore("run", "--", "true").ShouldSucceed();
        File.ReadAllText(Path.Combine(world.Store, "build", "build.jsonl")).ShouldContain("\"target\":\"true\"");
    }

    [TestMethod]
    public void ATargetHasAName()
    {
        using var world = Unix().TurnedOn();
        world.InStoreBefore("run", "--target", "", "--", "true").ShouldFail(2, "TEL9001");
        var script = world.Write(".build", "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        world.InStoreBefore("run", "--", script).ShouldSucceed();
        File.ReadAllText(Path.Combine(world.Store, "build", "build.jsonl")).ShouldContain("\"target\":\".build\"");
    }

    [TestMethod]
    public void WhereRecordingIsOffTheCommandRunsAllTheSame()
    {
        using var world = Unix();
        world.InStoreBefore("run", "--", "sh", "-c", "exit 4").ExitCode.ShouldBe(4);
        Directory.Exists(world.Store).ShouldBeFalse();
    }

    [TestMethod]
    public void ACommandThatIsNotThereEndsWith127()
    {
        using var world = Unix();
        world.InStoreBefore("run", "--", "no-such-command-anywhere").ShouldFail(127, "TEL9006");
        world.InStoreBefore("run", "--", "./no-such-file").ShouldFail(127, "TEL9006");
    }

    [TestMethod]
    public void AFileThatIsNoProgramEndsWith126()
    {
        using var world = Unix();
        world.Write("notes.txt", "text");
        world.InStoreBefore("run", "--", "./notes.txt").ShouldFail(126, "TEL9006").Error.ShouldContain("chmod +x");
        world.InStoreBefore("run", "--", "./.git").ShouldFail(126, "TEL9006");
    }

    [TestMethod]
    public void ASignalThatEndsTheCommandIs128AndItsNumber()
    {
        using var world = Unix().TurnedOn();
        world.InStoreBefore("run", "--", "sh", "-c", "kill -9 $$").ExitCode.ShouldBe(137);
    }

    [TestMethod]
    public void OptionsBehindTheDashesBelongToTheCommand()
    {
        using var world = Unix().TurnedOn();
        world.InStoreBefore("run", "--", "sh", "-c", "test \"$1\" = --target", "x", "--target").ShouldSucceed();
    }

    private static ToolWorld Unix()
    {
        if (OperatingSystem.IsWindows()) Assert.Inconclusive("needs sh");
        return new ToolWorld();
    }
}
