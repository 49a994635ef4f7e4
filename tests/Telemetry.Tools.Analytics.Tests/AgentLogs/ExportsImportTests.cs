namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class ExportsImportTests
{
    [TestMethod]
    public void LiteLlmsSpendLogsHaveARowForEachRequest()
    {
        using var world = new AgentWorld();
        var file = world.Write(
            "spend.csv",
            "request_id,call_type,spend,total_tokens,prompt_tokens,completion_tokens,startTime,endTime,model,custom_llm_provider,metadata,cache_hit,session_id",
            "r1,acompletion,0.5,1100,1000,100,2026-05-01T10:00:00,2026-05-01T10:00:05,claude-sonnet-4-5,anthropic,\"{\"\"usage_object\"\":{\"\"prompt_tokens_details\"\":{\"\"cached_tokens\"\":700},\"\"cache_creation_input_tokens\"\":200}}\",False,s1",
            "r2,acompletion,0.25,30,20,10,2026-05-01T10:00:00,2026-05-01T10:00:05,nobody-1,,not json,,",
            "r3,acompletion,0,30,20,10,2026-05-01T10:00:00,2026-05-01T10:00:05,gpt-5,openai,,True,",
            "r4,acompletion,0,30,many,10,2026-05-01T10:00:00,2026-05-01T10:00:05,gpt-5,openai,,,",
            "r5,acompletion,0,30,-4,10,2026-05-01T10:00:00,2026-05-01T10:00:05,gpt-5,openai,,,",
            "r1,acompletion,0.5,1100,1000,100,2026-05-01T10:00:00,2026-05-01T10:00:05,claude-sonnet-4-5,anthropic,,False,s1");
        var result = world.Import(AgentSource.LiteLlm, file);
        (result.Source, result.Files, result.Lines, result.Events, result.Duplicates, result.Rejected).ShouldBe(("litellm", 1, 6L, 2L, 1L, 2L));
        result.RejectedLines.Select(l => (l.Line, l.Reason)).ShouldBe([(5L, "a count is no number"), (6L, "a count is negative")]);
        var usage = world.Usage();
        usage.Select(u => UsageEvents.TokensOf(u)).ShouldBe([new TokenCounts(100, 700, 0, 0, 200, 100, 0), new TokenCounts(20, 0, 0, 0, 0, 10, 0)]);
        (usage[0].CostUsd, usage[0].LoggedCostUsd, usage[0].SessionId).ShouldBe(((100 * 3m + 700 * 0.3m + 200 * 3.75m + 100 * 15m) / 1_000_000, 0.5m, "s1"));
        (usage[1].CostUsd, usage[1].PriceVersion).ShouldBe((0.25m, "logged"));
        world.Import(AgentSource.LiteLlm, file).Events.ShouldBe(0);
    }

    [TestMethod]
    public void LangfusesObservationsNameTheirClasses()
    {
        using var world = new AgentWorld();
        var file = world.Write(
            "observations.csv",
            "id;type;Start Time;endTime;providedModelName;usageDetails;totalCost;traceId",
            "o1;GENERATION;2026-05-01T10:00:00Z;2026-05-01T10:00:02Z;gpt-5;{\"input\":300,\"input_cached_tokens\":700,\"output\":80,\"output_reasoning_tokens\":20,\"total\":1100};0.1;t1",
            "o2;GENERATION;2026-05-01T10:00:00Z;;claude-sonnet-4-5;{\"input\":10,\"cache_creation_input_tokens\":300,\"input_cache_creation_5m\":100,\"input_cache_creation_1h\":150,\"cache_read_input_tokens\":50,\"output\":5};;t1",
            "o3;SPAN;2026-05-01T10:00:00Z;;;;;t1",
            "o4;GENERATION;2026-05-01T10:00:00Z;;gpt-5;{\"input\":1000,\"input_cached_tokens\":400,\"output\":10,\"total\":1010};;t2");
        world.Import(AgentSource.Langfuse, file).Events.ShouldBe(3);
        world.Usage().OrderBy(u => u.DedupKey, StringComparer.Ordinal).Select(u => UsageEvents.TokensOf(u)).ShouldBe(
            [new TokenCounts(300, 700, 0, 0, 0, 100, 20), new TokenCounts(10, 50, 100, 150, 50, 5, 0), new TokenCounts(600, 400, 0, 0, 0, 10, 0)]);
        world.Usage().Select(u => u.SessionId).ShouldBe(["t1", "t1", "t2"], ignoreOrder: true);
    }

    [TestMethod]
    public void ANewerReportOfCcusageAddsWhatItKnowsMore()
    {
        using var world = new AgentWorld();
        var file = world.WriteText("daily.json", Daily(1000, 500_000, 2m));
        var first = world.Import(AgentSource.Ccusage, file);
        (first.Events, first.Rejected).ShouldBe((2L, 1L));
        world.Import(AgentSource.Ccusage, file).Events.ShouldBe(0);
        world.WriteText("other.json", Daily(1500, 700_000, 3m));
        var newer = world.Import(AgentSource.Ccusage, Path.Combine(world.Home, "other.json"));
        (newer.Events, newer.Duplicates).ShouldBe((1L, 1L));
        world.Total().ShouldBe(new TokenCounts(1500 + 10, 700_000, 0, 0, 0, 20 + 5, 0));
        var usage = world.Usage();
        usage.Where(u => u.Model == "claude-sonnet-4-5").Sum(u => u.CostUsd).ShouldBe(3m);
        usage.Sum(u => u.Requests).ShouldBe(2);
        usage.ShouldAllBe(u => u.PriceVersion == "logged" && u.TimestampApproximated == true);
    }

    [TestMethod]
    public void SessionsAndProjectsOfCcusageKeepNoPath()
    {
        using var world = new AgentWorld();
        var sessions = world.WriteText("sessions.json", """{"sessions":[{"sessionId":"s1","lastActivity":"2026-05-01","projectPath":"-home-me-src-shop","modelsUsed":["gpt-5"],"inputTokens":1000,"cachedInputTokens":400,"outputTokens":5,"reasoningOutputTokens":2,"costUSD":0.5}]}""");
        var projects = world.WriteText("projects.json", """{"projects":{"/src/web":[{"date":"2026-05-02","inputTokens":7,"outputTokens":1,"totalCost":0.1}]}}""");
        world.Import(AgentSource.Ccusage, sessions, projects).Events.ShouldBe(2);
        world.Usage().OrderBy(u => u.Timestamp).Select(u => (u.SessionId, u.Project, u.Model, u.InputTokens, u.CacheReadTokens, u.ReasoningTokens)).ShouldBe(
            [("s1", null, "gpt-5", 600L, 400L, null), (null, "web", null, 7L, 0L, null)]);
    }

    [TestMethod]
    [DataRow(AgentSource.Ccusage, "{\"blocks\":[]}", "no report of ccusage by day, week, month or session")]
    [DataRow(AgentSource.Ccusage, "not json", "not JSON")]
    [DataRow(AgentSource.Ccusage, "[]", "not a JSON object")]
    [DataRow(AgentSource.LiteLlm, "a,b\n1,2\n", "no CSV export of litellm: it has no column for the model")]
    [DataRow(AgentSource.Langfuse, "", "no CSV export of langfuse: it is empty")]
    public void WhatIsNoExportIsNamed(string source, string text, string reason)
    {
        using var world = new AgentWorld();
        var file = world.WriteText("export.txt", text);
        var result = world.Import(source, file);
        (result.Events, result.Rejected).ShouldBe((0L, 1L));
        result.RejectedLines[0].Reason.ShouldBe(reason);
    }

    private static string Daily(long input, long read, decimal cost) => $$$"""
        {"daily":[
          {"date":"2026-05-01","modelBreakdowns":[
            {"modelName":"claude-sonnet-4-5","inputTokens":{{{input}}},"outputTokens":20,"cacheCreationTokens":0,"cacheReadTokens":{{{read}}},"cost":{{{cost}}}},
            {"modelName":"nobody-1","inputTokens":10,"outputTokens":5,"cacheCreationTokens":0,"cacheReadTokens":0,"cost":0}]},
          {"date":"2026-05-02","modelBreakdowns":[{"modelName":"gpt-5","inputTokens":-1,"outputTokens":5}]}],
         "totals":{"totalCost":1}}
        """;
}
