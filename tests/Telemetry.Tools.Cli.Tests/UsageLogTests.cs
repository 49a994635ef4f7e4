namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class UsageLogTests
{
    [TestMethod]
    public void ATaskIsALineOfTheCsvFile()
    {
        using var world = new ToolWorld().TurnedOn();
        world.InStore("usage", "log", "claude-3-opus", "1500", "3200", "true", "execute", "45000", "Phase 6, tests").ShouldSucceed();
        world.InStore("usage", "log", "gpt-4", "10", "20", "false", "plan", "100").ShouldSucceed();
        File.ReadAllLines(Path.Combine(world.Store, "task-usage", "usage.csv")).ShouldBe(
        [
            "timestamp,model,prompt_tokens,completion_tokens,task_success,task_type,duration_ms,notes",
            "2026-11-21T12:00:00.000Z,claude-3-opus,1500,3200,true,execute,45000,\"Phase 6, tests\"",
            "2026-11-21T12:00:00.000Z,gpt-4,10,20,false,plan,100,",
        ]);
    }

    [TestMethod]
    [DataRow("m 1.5 2 true plan 3")]
    [DataRow("m -1 2 true plan 3")]
    [DataRow("m 1 2 maybe plan 3")]
    [DataRow("m 1 2 true plan")]
    public void WhatDoesNotFitIsRefused(string words)
    {
        using var world = new ToolWorld().TurnedOn();
        world.InStore(["usage", "log", .. words.Split(' ')]).ExitCode.ShouldBe(2);
        Directory.Exists(Path.Combine(world.Store, "task-usage")).ShouldBeFalse();
    }

    [TestMethod]
    public void WhereTelemetryIsOffNothingIsRecorded()
    {
        using var world = new ToolWorld();
        world.InStore("usage", "log", "m", "1", "2", "true", "plan", "3").ShouldSucceed().Error.ShouldContain("nothing was recorded");
    }
}
