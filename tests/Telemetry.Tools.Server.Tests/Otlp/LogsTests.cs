using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class LogsTests
{
    private const string Path = "/v1/logs";

    [TestMethod]
    public async Task ClaudeCodesRequestIsUsageWithInputThatExcludesTheCache()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.SendAsync(Path, Telemetry.Logs(Telemetry.ApiRequest(1)))).ShouldBe(200).Body.ShouldBe("");
        var usage = world.Stored("llm-usage").Single();
        (usage.Text("model"), usage.Text("provider"), usage.Text("session_id"), usage.Text("user_id"), usage.Text("project")).ShouldBe(("claude-sonnet-4-5", "anthropic", "s1", "device-hash", "shop"));
        (usage.Long("input_tokens"), usage.Long("cache_read_tokens"), usage.Long("cache_write_unknown_tokens"), usage.Long("output_tokens")).ShouldBe((10, 300, 40, 20));
        (usage.GetProperty("cost_usd").GetDecimal(), usage.Text("price_version")).ShouldBe((0.0125m, "logged"));
        var summary = (await world.GetAsync("/v1/analytics/usage/overview?user_id=device-hash")).Json.GetProperty("summary");
        (summary.Long("total_requests"), summary.Long("total_tokens_used"), summary.Text("total_cost_usd")).ShouldBe((1, 370, "0.0125"));
        summary.GetProperty("average_response_time_ms").GetDouble().ShouldBe(2500);
    }

    [TestMethod]
    public async Task ACostThatIsNotLoggedIsComputed()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var request = Telemetry.Log(Telemetry.Nanos(), "claude_code.api_request", ("event.name", "api_request"), ("model", "claude-sonnet-4-5"), ("input_tokens", "1000"), ("output_tokens", "100"), ("request_id", "r"));
        (await world.SendAsync(Path, Telemetry.Logs(request))).ShouldBe(200);
        world.Stored("llm-usage").Single().GetProperty("cost_usd").GetDecimal().ShouldBe((1000 * 0.000003m) + (100 * 0.000015m));
    }

    [TestMethod]
    public async Task EveryOtherRecordIsKeptAndIsNoUsage()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (string, object) Tokens = ("input_tokens", 5);
        byte[][] records =
        [
            Telemetry.Log(Telemetry.Nanos(1), "claude_code.api_error", ("event.name", "api_error"), ("model", "claude-sonnet-4-5"), ("status_code", "529"), ("session.id", "s1"), ("event.sequence", 1)),
            Telemetry.Log(Telemetry.Nanos(2), "claude_code.tool_result", ("event.name", "tool_result"), ("tool_name", "Bash"), ("success", "true"), ("session.id", "s1"), ("event.sequence", 2)),
            Telemetry.Log(Telemetry.Nanos(3), "codex.api_request", ("event.name", "codex.api_request"), Tokens),
            Telemetry.Log(Telemetry.Nanos(4), "gemini_cli.api_response", ("event.name", "gemini_cli.api_response"), Tokens),
            Telemetry.Log(Telemetry.Nanos(5), "plain text"),
            Telemetry.Log(Telemetry.Nanos(6), null, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 5), ("gen_ai.usage.output_tokens", 5)),
        ];
        (await world.SendAsync(Path, Telemetry.Logs(records))).ShouldBe(200).Body.ShouldBe("");
        world.Stored("llm-usage").ShouldBeEmpty();
        var logs = world.Stored("otel-logs");
        logs.Count.ShouldBe(6);
        (logs[1].Text("event_name"), logs[1].Text("session_id"), logs[1].Text("severity"), logs[1].Long("severity_number")).ShouldBe(("tool_result", "s1", "INFO", 9));
        logs[1].GetProperty("attributes").Text("tool_name").ShouldBe("Bash");
    }

    [TestMethod]
    public async Task WhatARecordSaysIsKeptOnlyWhereTheSettingsSaySo()
    {
        foreach (var keeps in (bool[])[false, true])
        {
            await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now), change: settings => settings with { OtlpAttributes = keeps ? ["body"] : [] });
            (await world.SendAsync(Path, Telemetry.Logs(Telemetry.Log(Telemetry.Nanos(), "what I asked", ("prompt", "what I asked"), ("user.email", "jane@example.com"))))).ShouldBe(200);
            var log = world.Stored("otel-logs").Single();
            log.Text("body").ShouldBe(keeps ? "what I asked" : null);
            log.GetRawText().ShouldNotContain("jane");
        }
    }

    [TestMethod]
    public async Task EqualRecordsInOneRequestAreSeveralAndStaySoWhenTheyAreSentAgain()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var record = Telemetry.Log(Telemetry.Nanos(), "tick");
        var body = Telemetry.Logs(record, record, Telemetry.Log(Telemetry.Nanos(), "tock"), Telemetry.ApiRequest(4), Telemetry.ApiRequest(4));
        for (var i = 0; i < 2; i++) (await world.SendAsync(Path, body)).ShouldBe(200);
        (world.Stored("otel-logs").Count, world.Stored("llm-usage").Count).ShouldBe((3, 1));
    }

    [TestMethod]
    public async Task ARequestIsKnownByItsSequenceOrElseByItsId()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        byte[] Request(params (string, object)[] identity) =>
            Telemetry.Log(Telemetry.Nanos(), null, [("event.name", "claude_code.api_request"), ("model", "m"), ("input_tokens", 1), ("output_tokens", 1), .. identity]);
        await world.SendAsync(Path, Telemetry.Logs(Request(("session.id", "s"), ("event.sequence", 1), ("request_id", "a"))));
        await world.SendAsync(Path, Telemetry.Logs(Request(("session.id", "s"), ("event.sequence", 1), ("request_id", "b"))));
        await world.SendAsync(Path, Telemetry.Logs(Request(("session.id", "s"), ("event.sequence", 2), ("request_id", "a"))));
        world.Stored("llm-usage").Count.ShouldBe(2);
        await world.SendAsync(Path, Telemetry.Logs(Request(("request_id", "c"), ("speed", "fast"))));
        await world.SendAsync(Path, Telemetry.Logs(Request(("request_id", "c"))));
        world.Stored("llm-usage").Count.ShouldBe(3);
    }
}
