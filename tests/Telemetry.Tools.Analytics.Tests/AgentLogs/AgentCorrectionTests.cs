namespace Telemetry.Tools.Analytics.Tests;

/// <summary>What logs say again, later, elsewhere and otherwise: counted once, and at its fullest.</summary>
[TestClass]
public sealed class AgentCorrectionTests
{
    private const string Log = ".claude/projects/-work-shop/s1.jsonl";

    [TestMethod]
    public void APromptThatIsKnownLaterAddsTheDifference()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, ClaudeImportTests.Row("m1", "r1", input: 0, output: 1, write: 0, read: 0));
        world.Append(Log, ClaudeImportTests.Row("m1", "r1", input: 250_000, output: 1_000, write: 0, read: 0) + "\n");
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
        world.Total().ShouldBe(new TokenCounts(250_000, 0, 0, 0, 0, 1_000));
        world.Usage().Sum(u => u.CostUsd).ShouldBe(1.5225m);
        world.Usage().Sum(u => u.Requests).ShouldBe(1);
        world.Append(Log, ClaudeImportTests.Row("m1", "r1", input: 250_000, output: 1_000, write: 0, read: 0) + "\n");
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
        File.Delete(world.StatePath);
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
    }

    [TestMethod]
    public void AGrownRequestIsPricedAnewAsOne()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, ClaudeImportTests.Row("m1", "r1", input: 100_000, output: 1, write: 0, read: 0));
        world.Append(Log, ClaudeImportTests.Row("m1", "r1", input: 250_000, output: 1_000, write: 0, read: 0) + "\n");
        world.Import(AgentSource.Claude);
        Repricing.Of(world.Usage, new PriceLookup(PriceTable.BuiltIn)).Sum(u => u.CostUsd).ShouldBe(1.5225m);
    }

    [TestMethod]
    public void APromptThatMovedToAnotherClassHasNotGrown()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, ClaudeImportTests.Row("m1", "r1", input: 100, output: 5, write: 0, read: 0));
        world.Append(Log, ClaudeImportTests.Row("m1", "r1", input: 10, output: 5, write: 0, read: 90) + "\n");
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
        world.Total().Prompt.ShouldBe(100);
    }

    [TestMethod]
    public void OfEqualOutputsTheRowWithTheLongerPromptCounts()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, ClaudeImportTests.Row("m1", "r1", input: 0), ClaudeImportTests.Row("m1", "r1", input: 70), ClaudeImportTests.Row("m1", "r1", input: 60));
        world.Total().Input.ShouldBe(70);
    }

    [TestMethod]
    public void ASideChainSaysNothingMoreOfTheMainChainsRequest()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/p/a.jsonl", ClaudeImportTests.Row("m1", "r1", output: 40, session: "main"), ClaudeImportTests.Row("m1", "r9", output: 900, side: true));
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
        world.Write(".claude/projects/p/b.jsonl", ClaudeImportTests.Row("m1", "r8", output: 950, side: true));
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
        world.Usage().ShouldHaveSingleItem().OutputTokens.ShouldBe(40);
    }

    [TestMethod]
    public void ASideChainReadBeforeItsMainChainCountsOnce()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/p/a.jsonl", ClaudeImportTests.Row("m1", "r9", output: 40, side: true));
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
        world.Write(".claude/projects/p/b.jsonl", ClaudeImportTests.Row("m1", "r1", output: 45), ClaudeImportTests.Row("m2", "r2", output: 1));
        world.Import(AgentSource.Claude).Events.ShouldBe(2);
        world.Total().ShouldBe(new TokenCounts(20, 60, 40, 0, 0, 46));
    }

    [TestMethod]
    public void AProgressLineAndTheAgentsOwnLogTellOfTheSameRequest()
    {
        using var world = new AgentWorld();
        world.Write(Log, $$$"""{"type":"progress","sessionId":"s1","data":{"type":"agent_progress","message":{{{ClaudeImportTests.Row("m5", "r5", output: 3)}}}}}""");
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
        world.Write(".claude/projects/-work-shop/s1/subagents/agent-1.jsonl", ClaudeImportTests.Row("m5", "r5", output: 3), ClaudeImportTests.Row("m5", "r5", output: 40));
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
        world.Total().ShouldBe(new TokenCounts(10, 30, 20, 0, 0, 40));
    }

    [TestMethod]
    public void WithoutItsStateAnImportKnowsWhatTheStreamHolds()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, ClaudeImportTests.Row("m1", null));
        File.Delete(world.StatePath);
        world.Append(Log, ClaudeImportTests.Row("m1", "r1") + "\n");
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
    }

    [TestMethod]
    public void UsageInsideToolResultsIsNoRequest()
    {
        using var world = new AgentWorld();
        world.ImportLines(
            AgentSource.Claude,
            """{"type":"user","sessionId":"s1","timestamp":"2026-05-01T12:00:00Z","toolUseResult":{"totalTokens":900,"usage":{"input_tokens":900,"output_tokens":9}},"message":{"role":"user","content":[{"type":"tool_result","content":"{\"usage\":{\"input_tokens\":5}}","usage":{"input_tokens":7}}]}}""",
            ClaudeImportTests.Row("m1", "r1").Replace("\"type\":\"text\"", "\"type\":\"tool_use\",\"input\":{\"message\":{\"usage\":{\"input_tokens\":5000}}}", StringComparison.Ordinal)).Events.ShouldBe(1);
        world.Total().Input.ShouldBe(10);
    }

    [TestMethod]
    public void TheSpeedOfARequestIsNotItsAdvisors()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, """{"sessionId":"s1","timestamp":"2026-05-01T12:00:00Z","type":"assistant","requestId":"r","message":{"id":"m","model":"claude-opus-4-8","usage":{"input_tokens":1000,"output_tokens":0,"speed":"fast","iterations":[{"type":"advisor_message","model":"claude-opus-4-7","input_tokens":1000,"output_tokens":0}]}}}""");
        world.Usage().Select(u => (u.Model, u.CostUsd)).ShouldBe([("claude-opus-4-8", 0.01m), ("claude-opus-4-7", 0.005m)], ignoreOrder: true);
    }

    [TestMethod]
    public void OfTheDesktopsSessionsTheProjectsAreRead()
    {
        using var world = new AgentWorld();
        const string Desktop = ".config/Claude/local-agent-mode-sessions/a/b/local_1/";
        world.Write(Desktop + ".claude/projects/p/s.jsonl", ClaudeImportTests.Row("m1", "r1"));
        world.Write(Desktop + "audit.jsonl", ClaudeImportTests.Row("m1", null, session: "other"), ClaudeImportTests.Row("m2", null));
        var result = world.Import(AgentSource.Claude);
        (result.Files, result.Events).ShouldBe((1, 1L));
    }

    [TestMethod]
    public void ASessionOfCopilotsIsToldByOneSourceAfterTheStateIsLost()
    {
        using var world = new AgentWorld();
        var path = world.Write(".copilot/otel/a.jsonl", """{"traceId":"t","spanId":"s","name":"chat x","attributes":{"gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":10,"gen_ai.conversation.id":"c1"}}""");
        world.Import(AgentSource.Copilot).Events.ShouldBe(1);
        File.Delete(path);
        File.Delete(world.StatePath);
        world.Write(
            ".copilot/session-state/c1/events.jsonl",
            """{"type":"session.start","data":{"sessionId":"c1"},"timestamp":"2026-07-01T10:00:00Z"}""",
            """{"type":"session.shutdown","data":{"modelMetrics":{"gpt-5":{"requests":{"count":1},"usage":{"inputTokens":100,"outputTokens":10}}}},"timestamp":"2026-07-01T11:00:00Z"}""");
        world.Import(AgentSource.Copilot).Events.ShouldBe(0);
    }

    [TestMethod]
    public void SpansWithoutATraceAreCounted()
    {
        using var world = new AgentWorld();
        const string Span = """{"name":"chat x","attributes":{"gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":10,"gen_ai.response.id":"1"}}""";
        world.Write(".copilot/otel/a.jsonl", Span, Span, Span.Replace("\"1\"", "\"2\"", StringComparison.Ordinal));
        var result = world.Import(AgentSource.Copilot);
        (result.Events, result.Rejected).ShouldBe((2L, 0L));
    }

    [TestMethod]
    public void RunsOfGeminiWithFilesOfOneNameAreAllCounted()
    {
        using var world = new AgentWorld();
        const string Run = """{"response":"hi","stats":{"models":{"gemini-2.5-pro":{"api":{"totalRequests":3},"tokens":{"input":80,"prompt":100,"candidates":10,"cached":20,"thoughts":5,"tool":0,"total":115}}}}}""";
        string[] paths = [world.WriteText("a/out.json", Run), world.WriteText("b/out.json", Run)];
        world.Import(AgentSource.Gemini, paths).Events.ShouldBe(2);
        world.Import(AgentSource.Gemini, paths).Events.ShouldBe(0);
        world.Total().ShouldBe(new TokenCounts(160, 40, 0, 0, 0, 30, 10));
        var named = Run.Replace("\"response\"", "\"session_id\":\"g1\",\"response\"", StringComparison.Ordinal);
        world.Import(AgentSource.Gemini, world.WriteText("c/out.json", named), world.WriteText("d/copy.json", named)).Events.ShouldBe(1);
    }

    [TestMethod]
    public void ACopyOfAnOpencodeMessageThatGrewCountsOnce()
    {
        using var world = new AgentWorld();
        Message(world, "ses_1", "msg_1", 100, 5);
        world.Import(AgentSource.OpenCode).Events.ShouldBe(1);
        Message(world, "ses_1", "msg_1", 100, 50);
        world.Import(AgentSource.OpenCode).Events.ShouldBe(1);
        Message(world, "ses_2", "msg_9", 100, 50);
        world.Import(AgentSource.OpenCode).Events.ShouldBe(0);
        File.Delete(world.StatePath);
        world.Import(AgentSource.OpenCode).Events.ShouldBe(0);
        world.Total().ShouldBe(new TokenCounts(100, 0, 0, 0, 0, 50));
    }

    private static void Message(AgentWorld world, string session, string id, long input, long output)
    {
        var path = world.WriteText(
            $".local/share/opencode/storage/message/{session}/{id}.json",
            $$$$"""{"id":"{{{{id}}}}","sessionID":"{{{{session}}}}","role":"assistant","modelID":"gpt-5","providerID":"openai","cost":0,"time":{"created":1777636800000},"tokens":{"input":{{{{input}}}},"output":{{{{output}}}},"reasoning":0,"cache":{"read":0,"write":0}}}""");
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 5, 1, 12, id == "msg_1" ? 1 : 2, (int)output, DateTimeKind.Utc));
    }
}
