namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class OtherAgentsImportTests
{
    [TestMethod]
    public void CopilotsShutdownSaysWhatASessionUsed()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Copilot, Start(), Shutdown(50, 6, 1000, 700, 100, 80, 30)).Events.ShouldBe(1);
        var usage = world.Usage().ShouldHaveSingleItem();
        UsageEvents.TokensOf(usage).ShouldBe(new TokenCounts(200, 700, 0, 0, 100, 80, 30));
        (usage.Requests, usage.Model, usage.SessionId, usage.Project, usage.Branch).ShouldBe((6, "claude-sonnet-4.6", "c1", "shop", "main"));
        usage.CostUsd.ShouldBe((200 * 3m + 700 * 0.3m + 100 * 3.75m + 80 * 15m) / 1_000_000);
    }

    [TestMethod]
    public void CopilotsCountsRunOnWhenASessionIsResumedAndBeginAnewAtCompaction()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Copilot, Start(), Shutdown(50, 6, 1000, 700, 0, 80, 0), Shutdown(60, 8, 1500, 900, 0, 100, 0));
        world.Append(".copilot/session-state/s1/events.jsonl", Shutdown(70, 2, 300, 0, 0, 10, 0) + "\n");
        world.Import(AgentSource.Copilot).Events.ShouldBe(1);
        world.Usage().Select(u => (u.Requests, u.InputTokens, u.OutputTokens)).ShouldBe([(6, 300, 80), (2, 300, 20), (2, 300, 10)]);
    }

    [TestMethod]
    public void OfATraceTheModelsOwnSpanCounts()
    {
        using var world = new AgentWorld();
        world.Write(".copilot/otel/a.jsonl", Span("t1", "s1", "chat", 100, 40, 10, null), Span("t1", "s1", "chat", 100, 40, 10, null), Span("t1", "s2", "chat", 50, 0, 5, null), Span("t1", "s0", "invoke_agent", 150, 40, 15, null), Span("t2", "s9", "invoke_agent", 70, 0, 7, null));
        world.Import(AgentSource.Copilot).Events.ShouldBe(3);
        world.Total().ShouldBe(new TokenCounts(60 + 50 + 70, 40, 0, 0, 0, 22));
        world.Append(".copilot/otel/a.jsonl", Span("t3", "s1", "chat", 1, 0, 1, null) + "\n");
        world.Import(AgentSource.Copilot).Events.ShouldBe(1);
    }

    [TestMethod]
    public void OtlpEnvelopesAreRead()
    {
        using var world = new AgentWorld();
        world.Write(".copilot/otel/a.jsonl", """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"t","spanId":"s","name":"chat gpt-5.4","endTimeUnixNano":"1777636801000000000","attributes":[
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"1200"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":30}},
            {"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"200"}},{"key":"gen_ai.response.model","value":{"stringValue":"gpt-5.4"}}]}]}]}]}
            """.ReplaceLineEndings(" "));
        world.Import(AgentSource.Copilot);
        var usage = world.Usage().ShouldHaveSingleItem();
        (usage.InputTokens, usage.CacheReadTokens, usage.OutputTokens, usage.Model, usage.Timestamp.Year).ShouldBe((1000, 200, 30, "gpt-5.4", 2026));
    }

    [TestMethod]
    public void ASessionIsToldByOneSourceOnly()
    {
        using var world = new AgentWorld();
        world.Write(".copilot/session-state/c1/events.jsonl", Start(), Shutdown(50, 6, 1000, 700, 0, 80, 0));
        world.Write(".copilot/otel/a.jsonl", Span("t1", "s1", "chat", 100, 40, 10, "c1"));
        world.Import(AgentSource.Copilot).Events.ShouldBe(1);
        world.Total().Prompt.ShouldBe(100);
    }

    [TestMethod]
    public void GeminisLastWordOnAMessageCounts()
    {
        using var world = new AgentWorld();
        world.ImportLines(
            AgentSource.Gemini,
            """{"sessionId":"g1","projectHash":"00","startTime":"2026-05-01T12:00:00Z","kind":"main"}""",
            Gemini("a", 100, 10, 40, 5, 0, 115),
            Gemini("a", 100, 20, 40, 5, 0, 125),
            """{"$set":{"lastUpdated":"2026-05-01T12:00:09Z"}}""",
            """{"id":"u","timestamp":"2026-05-01T12:00:09Z","type":"user","content":"x"}""",
            """{"$rewindTo":"a"}""",
            Gemini("b", 50, 5, 0, 0, 7, 62));
        var usage = world.Usage();
        usage.Count.ShouldBe(2);
        world.Total().ShouldBe(new TokenCounts(60 + 57, 40, 0, 0, 0, 25 + 5, 5));
        (usage[0].SessionId, usage[0].Project, usage[0].Provider).ShouldBe(("g1", "shop", "google"));
        world.Append(".gemini/tmp/shop/chats/session-s1.jsonl", Gemini("b", 50, 9, 0, 0, 7, 66) + "\n" + Gemini("c", 1, 1, 0, 0, 0, 2) + "\n");
        world.Import(AgentSource.Gemini).Events.ShouldBe(2);
        world.Total().Output.ShouldBe(30 + 4 + 1);
    }

    [TestMethod]
    public void GeminisTotalTellsWhetherInputHoldsTheCachedPart()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Gemini, Gemini("a", 60, 10, 40, 5, 0, 115));
        world.Total().ShouldBe(new TokenCounts(60, 40, 0, 0, 0, 15, 5));
    }

    [TestMethod]
    public void GeminisWholeDocumentsAreRead()
    {
        using var world = new AgentWorld();
        var path = world.WriteText(".gemini/tmp/shop/chats/session-1.json", $$"""
            {
              "sessionId": "g2",
              "messages": [
                { "id": "u", "type": "user" },
                {{Gemini("a", 100, 10, 40, 5, 0, 115)}},
                {{Gemini("b", 100, 10, 0, 5, 0, 115)}}
              ]
            }
            """);
        world.Import(AgentSource.Gemini).Events.ShouldBe(2);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"b\"", "\"c\"", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));
        world.Import(AgentSource.Gemini).Events.ShouldBe(1);
    }

    [TestMethod]
    public void GeminisHeadlessStatsAreRead()
    {
        using var world = new AgentWorld();
        var path = world.WriteText("out.json", """{"response":"hi","stats":{"models":{"gemini-2.5-pro":{"api":{"totalRequests":3},"tokens":{"prompt":100,"candidates":10,"cached":20,"thoughts":5,"tool":0,"total":115}}}}}""");
        world.Import(AgentSource.Gemini, path);
        var usage = world.Usage().ShouldHaveSingleItem();
        (usage.Requests, usage.Model, usage.InputTokens, usage.OutputTokens).ShouldBe((3, "gemini-2.5-pro", 80, 15));
    }

    [TestMethod]
    public void OpenCodesCostOfZeroIsAnUnknownOne()
    {
        using var world = new AgentWorld();
        Message(world, "ses_1", "msg_1", "claude-sonnet-4-5", 0);
        Message(world, "ses_1", "msg_2", "no-price-1", 0.5m, created: 2);
        Message(world, "ses_1", "msg_3", "no-price-1", 0, created: 3);
        world.Import(AgentSource.OpenCode).Events.ShouldBe(3);
        var usage = world.Usage().OrderBy(u => u.DedupKey).ToList();
        UsageEvents.TokensOf(usage[0]).ShouldBe(new TokenCounts(1000, 200, 0, 0, 100, 570, 70));
        usage.Select(u => (u.LoggedCostUsd, u.CostUsd)).ShouldBe([(null, 0.01198500m), (0.5m, 0.5m), (null, null)]);
        usage[0].Project.ShouldBe("shop");
    }

    [TestMethod]
    public void OpenCodesForkedMessagesCountOnce()
    {
        using var world = new AgentWorld();
        Message(world, "ses_1", "msg_1", "claude-sonnet-4-5", 0);
        Message(world, "ses_2", "msg_9", "claude-sonnet-4-5", 0);
        world.Import(AgentSource.OpenCode).Events.ShouldBe(1);
    }

    [TestMethod]
    public void AllAgentsAreImportedTogether()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/p/a.jsonl", ClaudeImportTests.Row("m1", "r1"));
        world.Write(".codex/sessions/a.jsonl", CodexImportTests.Head("s"), CodexImportTests.Count(1, 10, 0, 1, 0));
        world.Write(".copilot/session-state/c1/events.jsonl", Start(), Shutdown(50, 6, 1000, 700, 0, 80, 0));
        world.Write(".gemini/tmp/shop/chats/session-1.jsonl", Gemini("a", 100, 10, 40, 5, 0, 115));
        Message(world, "ses_1", "msg_1", "claude-sonnet-4-5", 0);
        var result = world.Import("all");
        (result.Source, result.Stream, result.Files, result.Events).ShouldBe(("all", "llm-usage", 5, 5));
        world.Usage().Select(u => u.Source).Distinct().Order().ShouldBe(AgentSource.All);
        world.Import("all").Events.ShouldBe(0);
    }

    private static string Start() =>
        $$$"""{"type":"session.start","data":{"sessionId":"c1","context":{"cwd":"/src/shop/src","gitRoot":"/src/shop","branch":"main"}},"timestamp":"{{{AgentWorld.Time(0)}}}"}""";

    private static string Shutdown(double at, long requests, long input, long read, long write, long output, long reasoning) =>
        $$$$$$"""{"type":"session.shutdown","data":{"shutdownType":"routine","modelMetrics":{"claude-sonnet-4.6":{"requests":{"count":{{{{{{requests}}}}}},"cost":2},"usage":{"inputTokens":{{{{{{input}}}}}},"outputTokens":{{{{{{output}}}}}},"cacheReadTokens":{{{{{{read}}}}}},"cacheWriteTokens":{{{{{{write}}}}}},"reasoningTokens":{{{{{{reasoning}}}}}}}}}},"timestamp":"{{{{{{AgentWorld.Time(at)}}}}}}"}""";

    private static string Span(string trace, string span, string operation, long input, long read, long output, string? session) =>
        $$$"""{"traceId":"{{{trace}}}","spanId":"{{{span}}}","name":"{{{operation}}} x","endTime":[1777636801,0],"attributes":{"gen_ai.operation.name":"{{{operation}}}","gen_ai.usage.input_tokens":{{{input}}},"gen_ai.usage.output_tokens":{{{output}}},"gen_ai.usage.cache_read.input_tokens":{{{read}}},{{{(session is null ? "" : $"\"gen_ai.conversation.id\":\"{session}\",")}}}"gen_ai.response.model":"gpt-5.4"}}""";

    private static string Gemini(string id, long input, long output, long cached, long thoughts, long tool, long total) =>
        $$$"""{"id":"{{{id}}}","timestamp":"{{{AgentWorld.Time(1)}}}","type":"gemini","content":"","tokens":{"input":{{{input}}},"output":{{{output}}},"cached":{{{cached}}},"thoughts":{{{thoughts}}},"tool":{{{tool}}},"total":{{{total}}}},"model":"gemini-2.5-pro"}""";

    private static void Message(AgentWorld world, string session, string id, string model, decimal cost, long created = 1) =>
        world.WriteText($".local/share/opencode/storage/message/{session}/{id}.json", $$"""
            { "id": "{{id}}", "sessionID": "{{session}}", "role": "assistant", "modelID": "{{model}}", "providerID": "anthropic", "cost": {{cost.ToString(System.Globalization.CultureInfo.InvariantCulture)}},
              "time": { "created": {{1777636800000 + created}}, "completed": 1777636860000 }, "path": { "root": "/src/shop" },
              "tokens": { "input": 1000, "output": 500, "reasoning": 70, "cache": { "read": 200, "write": 100 } } }
            """);
}
