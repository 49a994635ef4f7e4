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
    public void TheReportShowsTokensSuccessDurationAndCost()
    {
        using var world = new ToolWorld().TurnedOn();
        world.InStore("usage", "log", "claude-3-opus", "1000000", "200000", "true", "execute", "45000").ShouldSucceed();
        world.InStore("usage", "log", "claude-3-opus", "1000000", "0", "false", "plan", "5000").ShouldSucceed();
        world.InStore("usage", "log", "nobody-1", "10", "20", "true", "plan", "1000").ShouldSucceed();
        var markdown = world.InStore("report", "task-usage", "--format", "markdown").ShouldSucceed().Out;
        markdown.ShouldContain("| Cost | $45.00 |");
        markdown.ShouldContain("## Cost by model");
        markdown.ShouldContain("| claude-3-opus | $45.00 | 2 |");
        markdown.ShouldContain("| nobody-1 | – | 1 |");
        markdown.ShouldContain("## Completion tokens by model");
        markdown.ShouldContain("| execute | 200,000 |");
        var answer = System.Text.Json.JsonDocument.Parse(world.InStore("report", "task-usage", "--format", "json").Out).RootElement;
        answer.GetProperty("summary").GetProperty("cost_usd").GetDecimal().ShouldBe(45m);
        answer.GetProperty("summary").GetProperty("success_rate").GetDouble().ShouldBe(2 / 3d, 1e-9);
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
