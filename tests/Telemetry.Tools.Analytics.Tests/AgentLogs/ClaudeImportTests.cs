namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class ClaudeImportTests
{
    [TestMethod]
    public void ARequestOfSeveralLinesCountsOnceWithItsLargestOutput()
    {
        using var world = new AgentWorld();
        var result = world.ImportLines(AgentSource.Claude, Row("m1", "r1", output: 2), Row("m1", "r1", output: 90), Row("m1", "r1", output: 90));
        result.Events.ShouldBe(1);
        result.Duplicates.ShouldBe(2);
        result.Lines.ShouldBe(3);
        world.Total().ShouldBe(new TokenCounts(10, 30, 20, 0, 0, 90));
    }

    [TestMethod]
    public void ARequestThatGrewSinceTheLastImportAddsTheDifference()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Row("m1", "r1", output: 2));
        world.Append(".claude/projects/-work-shop/s1.jsonl", Row("m1", "r1", output: 167) + "\n");
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
        world.Total().ShouldBe(new TokenCounts(10, 30, 20, 0, 0, 167));
        var usage = world.Usage();
        usage.Sum(u => u.Requests).ShouldBe(1);
        usage.Sum(u => u.CostUsd).ShouldBe((10 * 3m + 30 * 0.3m + 20 * 3.75m + 167 * 15m) / 1_000_000);
        usage.Select(u => u.DedupKey).Distinct().Count().ShouldBe(2);
    }

    [TestMethod]
    public void TheTierOfAGrownRequestIsThatOfItsWholePrompt()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Row("m1", "r1", input: 250_000, output: 100, write: 0, read: 0));
        world.Append(".claude/projects/-work-shop/s1.jsonl", Row("m1", "r1", input: 250_000, output: 1_000, write: 0, read: 0) + "\n");
        world.Import(AgentSource.Claude);
        world.Usage().Sum(u => u.CostUsd).ShouldBe(1.5225m);
    }

    [TestMethod]
    public void ACopyOfTheHistoryInAnotherFileAddsNothing()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/-work-shop/s1.jsonl", Row("m1", "r1"), Row("m2", "r2"));
        world.Write(".claude/projects/-work-shop/s2.jsonl", Row("m1", "r1", session: "s2"), Row("m2", "r2", session: "s2"), Row("m3", "r3", session: "s2"));
        world.Import(AgentSource.Claude).Events.ShouldBe(3);
        world.Write(".claude/projects/-work-shop/s3.jsonl", Row("m1", "r1", session: "s3"));
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
        world.Usage().Count.ShouldBe(3);
    }

    [TestMethod]
    public void WithoutARequestIdTheMessageIsTheKey()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Row("m1", null, output: 5), Row("m1", null, output: 9), Row("m1", "r1", output: 12), Row("m2", null, output: 1));
        world.Usage().Count.ShouldBe(2);
        world.Usage().Max(u => u.OutputTokens).ShouldBe(12);
    }

    [TestMethod]
    public void TwoRequestsOfTheMainChainWithOneMessageIdAreTwo()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Row("m1", "r1"), Row("m1", "r2")).Events.ShouldBe(2);
    }

    [TestMethod]
    public void ASideChainsReplayGivesWayToTheMainChain()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/-work-shop/a.jsonl", Row("m1", "r9", side: true, session: "side"));
        world.Write(".claude/projects/-work-shop/b.jsonl", Row("m1", "r1", session: "main"));
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
        var usage = world.Usage().ShouldHaveSingleItem();
        usage.SessionId.ShouldBe("main");
        usage.IsSubagent.ShouldBe(false);
        world.Write(".claude/projects/-work-shop/c.jsonl", Row("m1", "r7", side: true, session: "late"));
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
    }

    [TestMethod]
    public void ASubAgentsOwnRequestsCount()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/-work-shop/s1.jsonl", Row("m1", "r1"));
        world.Write(".claude/projects/-work-shop/s1/subagents/agent-7.jsonl", Row("m2", "r2", side: true));
        world.WriteText(".claude/projects/-work-shop/s1/subagents/agent-7.meta.json", """{ "agentType": "Explore" }""");
        world.Write(".claude/projects/-work-shop/s1/subagents/workflows/w1/journal.jsonl", """{"type":"result","usage":{"input_tokens":1000}}""");
        world.Import(AgentSource.Claude).Events.ShouldBe(2);
        var sub = world.Usage().Single(u => u.IsSubagent == true);
        sub.AgentType.ShouldBe("Explore");
        sub.SessionId.ShouldBe("s1");
    }

    [TestMethod]
    public void CacheWritesHaveALifetimeOrAnUnknownOne()
    {
        using var world = new AgentWorld();
        world.ImportLines(
            AgentSource.Claude,
            Usage("m1", """{"input_tokens":1,"cache_creation_input_tokens":1000,"cache_creation":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":300},"output_tokens":1}"""),
            Usage("m2", """{"input_tokens":1,"cache_creation_input_tokens":70,"output_tokens":1}"""),
            Usage("m3", """{"input_tokens":1,"cache_creation":{"ephemeral_5m_input_tokens":5,"ephemeral_1h_input_tokens":6},"output_tokens":1}"""),
            Usage("m4", """{"input_tokens":1,"cache_creation_input_tokens":10,"cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":0},"output_tokens":1}"""));
        world.Total().ShouldBe(new TokenCounts(4, 0, 225, 306, 570, 4));
    }

    [TestMethod]
    public void IterationsThatAddUpSplitTheCacheWrite()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Usage("m1", """
            {"input_tokens":1,"cache_creation_input_tokens":100,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":60},"output_tokens":1,
             "iterations":[{"type":"message","cache_creation":{"ephemeral_5m_input_tokens":40,"ephemeral_1h_input_tokens":0}},{"type":"message","cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":60}}]}
            """.ReplaceLineEndings(" ")));
        world.Total().ShouldBe(new TokenCounts(1, 0, 40, 60, 0, 1));
    }

    [TestMethod]
    public void AnAdvisorIsARequestOfItsOwnModel()
    {
        using var world = new AgentWorld();
        var line = Usage("m1", """
            {"input_tokens":2,"output_tokens":491,"cache_read_input_tokens":100,"cache_creation_input_tokens":0,"iterations":[{"type":"message","input_tokens":1,"output_tokens":45},
             {"type":"advisor_message","model":"claude-opus-4-7","input_tokens":1000,"output_tokens":80,"cache_read_input_tokens":7},{"type":"message","input_tokens":1,"output_tokens":446}]}
            """.ReplaceLineEndings(" "));
        world.ImportLines(AgentSource.Claude, line, line);
        var usage = world.Usage();
        usage.Count.ShouldBe(2);
        var advisor = usage.Single(u => u.Model == "claude-opus-4-7");
        advisor.InputTokens.ShouldBe(1000);
        advisor.CostUsd.ShouldBe((1000 * 5m + 7 * 0.5m + 80 * 25m) / 1_000_000);
        usage.Single(u => u.Model == "claude-sonnet-4-5").OutputTokens.ShouldBe(491);
    }

    [TestMethod]
    public void ACompactionIsChargedBesideItsMessage()
    {
        using var world = new AgentWorld();
        var line = Usage("m1", """
            {"input_tokens":23000,"output_tokens":1000,"iterations":[{"type":"compaction","input_tokens":180000,"output_tokens":3500},{"type":"message","input_tokens":23000,"output_tokens":1000}]}
            """.ReplaceLineEndings(" "));
        world.ImportLines(AgentSource.Claude, line, line);
        world.Total().ShouldBe(new TokenCounts(203_000, 0, 0, 0, 0, 4_500));
        world.Usage().Sum(u => u.CostUsd).ShouldBe(((203_000 * 3m) + (4_500 * 15m)) / 1_000_000);
        File.Delete(world.StatePath);
        world.Write(".claude/projects/p/copy.jsonl", line.Replace("\"requestId\":\"r-m1\",", "", StringComparison.Ordinal));
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
    }

    [TestMethod]
    public void WhatTheProgramMadeUpItselfIsNoUsage()
    {
        using var world = new AgentWorld();
        world.ImportLines(
            AgentSource.Claude,
            Row("m0", null, model: "<synthetic>"),
            Row("m1", "r1").Replace("\"type\":\"assistant\"", "\"type\":\"assistant\",\"isApiErrorMessage\":true", StringComparison.Ordinal)).Events.ShouldBe(0);
    }

    [TestMethod]
    public void ATornLastLineWaitsUntilItIsComplete()
    {
        using var world = new AgentWorld();
        var line = Row("m2", "r2");
        world.WriteText(".claude/projects/-work-shop/s1.jsonl", Row("m1", "r1") + "\n" + line[..50]);
        var first = world.Import(AgentSource.Claude);
        (first.Events, first.Pending, first.Rejected, first.Lines).ShouldBe((1, 1, 0, 1));
        world.Import(AgentSource.Claude).Pending.ShouldBe(1);
        world.Append(".claude/projects/-work-shop/s1.jsonl", line[50..] + "\n");
        var second = world.Import(AgentSource.Claude);
        (second.Events, second.Pending, second.Lines).ShouldBe((1, 0, 1));
    }

    [TestMethod]
    public void AWholeLastLineNeedsNoLineEnd()
    {
        using var world = new AgentWorld();
        world.WriteText(".claude/projects/-work-shop/s1.jsonl", Row("m1", "r1"));
        var result = world.Import(AgentSource.Claude);
        (result.Events, result.Pending).ShouldBe((1, 0));
        world.Append(".claude/projects/-work-shop/s1.jsonl", "\n" + Row("m2", "r2") + "\n");
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
    }

    [TestMethod]
    public void WhatIsMissingIsFlaggedAndNotDropped()
    {
        using var world = new AgentWorld();
        world.ImportLines(
            AgentSource.Claude,
            Row("m1", "r1", time: 5),
            """{"type":"assistant","sessionId":"s1","requestId":"r2","message":{"id":"m2","usage":{"input_tokens":1,"output_tokens":1}}}""");
        var usage = world.Usage().Single(u => u.OutputTokens == 1);
        usage.TimestampApproximated.ShouldBe(true);
        usage.ModelInferred.ShouldBe(true);
        usage.Model.ShouldBe("claude-sonnet-4-5");
        usage.Timestamp.ShouldBe(world.Usage().Single(u => u.OutputTokens != 1).Timestamp);
    }

    [TestMethod]
    public void AModelThatNobodySaysIsNullAndUnpriced()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, """{"timestamp":"2026-05-01T12:00:00Z","type":"assistant","requestId":"r2","message":{"id":"m2","usage":{"input_tokens":1,"output_tokens":1}}}""");
        var usage = world.Usage().ShouldHaveSingleItem();
        usage.Model.ShouldBeNull();
        usage.CostUsd.ShouldBeNull();
        usage.PriceVersion.ShouldBeNull();
    }

    [TestMethod]
    public void RowsWithoutAnyIdAreAllCounted()
    {
        using var world = new AgentWorld();
        const string Line = """{"timestamp":"2026-05-01T12:00:00Z","type":"assistant","message":{"model":"claude-sonnet-4-5","usage":{"input_tokens":1,"output_tokens":1}}}""";
        world.ImportLines(AgentSource.Claude, Line, Line).Events.ShouldBe(2);
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
    }

    [TestMethod]
    public void ProgressLinesWrapASubAgentsRequest()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, $$$"""{"type":"progress","sessionId":"s1","timestamp":"{{{AgentWorld.Time(9)}}}","data":{"type":"agent_progress","message":{{{Row("m5", "r5")}}}}}""");
        world.Usage().ShouldHaveSingleItem().OutputTokens.ShouldBe(40);
    }

    [TestMethod]
    public void EarlyVersionsHaveTheCountsBesideTheMessageAndLogTheCost()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, """{"type":"assistant","uuid":"u1","timestamp":"2024-12-01T10:00:30.000Z","message":{"content":"Hi","model":"no-price-1"},"costUSD":0.05,"cacheCreationInputTokens":100,"cacheReadInputTokens":50,"inputTokens":200,"outputTokens":100}""");
        var usage = world.Usage().ShouldHaveSingleItem();
        world.Total().ShouldBe(new TokenCounts(200, 50, 0, 0, 100, 100));
        usage.LoggedCostUsd.ShouldBe(0.05m);
        usage.CostUsd.ShouldBe(0.05m);
        usage.PriceVersion.ShouldBe("logged");
    }

    [TestMethod]
    public void OnlyTheProjectsNameIsKeptOfAPath()
    {
        using var world = new AgentWorld();
        Directory.CreateDirectory(Path.Combine(world.Home, "repo", "shop", ".git"));
        var sub = Path.Combine(world.Home, "repo", "shop", "src", "web");
        Directory.CreateDirectory(sub);
        world.ImportLines(AgentSource.Claude, Row("m1", "r1", cwd: sub), Row("m2", "r2", cwd: "/gone/elsewhere"), Row("m3", "r3", cwd: "/home/somebody"), Row("m4", "r4", cwd: "C:\\\\Users\\\\x\\\\repo\\\\win"));
        world.Usage().OrderBy(u => u.DedupKey).Select(u => u.Project).ShouldBe(["shop", "elsewhere", null, "win"]);
        File.ReadAllText(Directory.GetFiles(Path.Combine(world.StoreRoot, "llm-usage"), "*.jsonl").Single()).ShouldNotContain(world.Home);
    }

    [TestMethod]
    public void FastAndServiceTierArePriced()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Usage("m1", """{"input_tokens":1000,"output_tokens":0,"service_tier":"standard","speed":"fast"}""", "claude-opus-4-8"));
        var usage = world.Usage().ShouldHaveSingleItem();
        (usage.Speed, usage.ServiceTier, usage.CostUsd).ShouldBe(("fast", "standard", 0.01m));
        usage.PriceVersion.ShouldBe(PriceTable.BuiltIn.Version);
    }

    [TestMethod]
    public void BothDefaultFoldersAndTheVariablesFoldersAreRead()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/p/a.jsonl", Row("m1", "r1"));
        world.Write(".config/claude/projects/p/b.jsonl", Row("m2", "r2"));
        world.Write("own/projects/p/c.jsonl", Row("m3", "r3"));
        world.Import(AgentSource.Claude).Events.ShouldBe(2);
        world.Set("CLAUDE_CONFIG_DIR", Path.Combine(world.Home, "own") + ",/no/such/folder");
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
    }

    internal static string Row(
        string id, string? request, long input = 10, long output = 40, long write = 20, long read = 30, string session = "s1", bool side = false,
        string model = "claude-sonnet-4-5", double time = 0, string cwd = "/src/shop") =>
        $$$"""{"isSidechain":{{{(side ? "true" : "false")}}},"cwd":"{{{cwd}}}","sessionId":"{{{session}}}","gitBranch":"main","message":{"id":"{{{id}}}","role":"assistant","model":"{{{model}}}","content":[{"type":"text","text":"..."}],"usage":{"input_tokens":{{{input}}},"cache_creation_input_tokens":{{{write}}},"cache_read_input_tokens":{{{read}}},"cache_creation":{"ephemeral_5m_input_tokens":{{{write}}},"ephemeral_1h_input_tokens":0},"output_tokens":{{{output}}},"service_tier":"standard"}},{{{(request is null ? "" : $"\"requestId\":\"{request}\",")}}}"type":"assistant","timestamp":"{{{AgentWorld.Time(time)}}}"}""";

    private static string Usage(string id, string usage, string model = "claude-sonnet-4-5") =>
        $$$"""{"sessionId":"s1","timestamp":"{{{AgentWorld.Time(0)}}}","type":"assistant","requestId":"r-{{{id}}}","message":{"id":"{{{id}}}","model":"{{{model}}}","usage":{{{usage}}}}}""";
}
