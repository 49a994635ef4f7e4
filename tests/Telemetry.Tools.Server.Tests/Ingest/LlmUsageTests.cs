using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Events of <c>llm-usage</c> that are sent as such count in the same figures as those of clients.</summary>
[TestClass]
public sealed class LlmUsageTests
{
    private const string Path = "/v1/events/llm-usage";

    [TestMethod]
    public async Task UsageOfBothStreamsIsInOneOverview()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.LogAsync(Samples.Event("a", more: "\"project_id\":\"web\",\"tokens_used\":10,\"cost_usd\":\"0.5\",\"response_time_ms\":100"))).Counts.ShouldBe((1, 0, 0));
        (await world.PostAsync(Path, Event("b", "\"project\":\"web\",\"provider\":\"openai\",\"cost_usd\":0.25,\"response_time_ms\":200.5,\"requests\":3,\"user_id\":\"jane\""))).ShouldBe(200).Counts.ShouldBe((1, 0, 0));
        var overview = (await world.GetAsync("/v1/analytics/usage/overview?project_id=web&group_by=hour&start_date=2026-11-20&end_date=2026-11-20")).Json;
        var summary = overview.GetProperty("summary");
        (summary.Long("total_requests"), summary.Long("total_tokens_used"), summary.Text("total_cost_usd")).ShouldBe((4, 10 + 165, "0.75"));
        summary.GetProperty("average_response_time_ms").GetDouble().ShouldBe(150.25);
        summary.GetProperty("success_rate").GetDouble().ShouldBe(1);
        (await world.GetAsync("/v1/analytics/usage/overview?user_id=jane&model_provider=openai")).Json.GetProperty("summary").Long("total_requests").ShouldBe(3);
        // A period that begins within an hour is answered from events.
        (await world.GetAsync("/v1/analytics/usage/overview?start_date=2026-11-20T09:59:59Z&end_date=2026-11-20T10:00:01Z")).Json.GetProperty("summary").Long("total_requests").ShouldBe(4);
    }

    [TestMethod]
    public async Task ACostThatIsGivenStandsElseTheLoggedOneElseTheTables()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        string[] costs = ["\"cost_usd\":0.25,\"logged_cost_usd\":9", "\"cost_usd\":null,\"logged_cost_usd\":0.125", "", "\"model\":\"nobody-knows\""];
        (await world.PostAsync(Path, $"[{string.Join(",", costs.Select((cost, i) => Event($"e{i}", cost)))}]")).Counts.ShouldBe((4, 0, 0));
        var prices = world.Stored("llm-usage").Select(item => (Cost: item.GetProperty("cost_usd") is { ValueKind: JsonValueKind.Number } cost ? cost.GetDecimal() : (decimal?)null, Version: item.Text("price_version"))).OrderBy(item => item.Cost).ToList();
        prices[0].ShouldBe((null, null));
        prices[1].Cost.ShouldBe((100 * 0.00000125m) + (50 * 0.00001m) + (10 * 0.000000125m) + (5 * 0.0000015625m));
        prices[1].Version.ShouldNotBeNull();
        prices[2].ShouldBe((0.125m, "logged"));
        prices[3].ShouldBe((0.25m, null));
        (await world.GetAsync("/v1/analytics/usage/overview")).Json.GetProperty("summary").Long("unpriced_requests").ShouldBe(1);
    }

    [TestMethod]
    public async Task TheSameEventAgainIsCountedOnce()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.PostAsync(Path, Event("a"))).Counts.ShouldBe((1, 0, 0));
        (await world.PostAsync(Path, $"[{Event("a")},{Event("b")}]")).Counts.ShouldBe((1, 1, 0));
        StoreFigures.Of(world).Hourly.ShouldBe(2);
    }

    [TestMethod]
    [DataRow("\"input_tokens\":-1", "out_of_range")]
    [DataRow("\"output_tokens\":2000000000000", "out_of_range")]
    [DataRow("\"cost_usd\":-0.1", "out_of_range")]
    [DataRow("\"requests\":-1", "out_of_range")]
    [DataRow("\"response_time_ms\":-1", "out_of_range")]
    [DataRow("\"input_tokens\":\"many\"", "wrong_type")]
    [DataRow("\"project\":\"a\\u0000\"", "invalid_text")]
    [DataRow("\"tenant_id\":\"other\"", "tenant_mismatch")]
    public async Task WhatDoesNotFitIsRejected(string field, string code)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.PostAsync(Path, $"[{Event("a", field)},{Event("b")}]")).ShouldBe(200).Codes.ShouldBe([code]);
        StoreFigures.Of(world).Events.ShouldBe(1);
    }

    [TestMethod]
    public async Task ANameLongerThanADimensionTakesIsRejected()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.PostAsync(Path, Event("a", $"\"project\":\"{new string('p', 1025)}\""))).Codes.ShouldBe(["too_large"]);
        (await world.PostAsync(Path, Event("a", $"\"project\":\"{new string('p', 1024)}\""))).Counts.ShouldBe((1, 0, 0));
    }

    [TestMethod]
    public async Task AnErrorIsMaskedAndAFailureCounts()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.PostAsync(Path, Event("a", "\"success\":false,\"error\":\"cannot open /home/jane/key\""))).Counts.ShouldBe((1, 0, 0));
        world.Stored("llm-usage").Single().Text("error")!.ShouldNotContain("jane");
        (await world.GetAsync("/v1/analytics/usage/overview")).Json.GetProperty("summary").GetProperty("success_rate").GetDouble().ShouldBe(0);
    }

    [TestMethod]
    public async Task TheAnswersAreTheSameOnPostgres()
    {
        await using var sqlite = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await using var postgres = await ServerWorld.StartOnAsync(PostgresCluster.NewDatabase(), new TestClock(Samples.Now));
        var answers = new List<string>();
        foreach (var world in new[] { sqlite, postgres })
        {
            (await world.LogAsync(Samples.Batch(40, more: i => $"\"response_time_ms\":{i},\"project_id\":\"p{i % 3}\""))).ShouldBe(200);
            (await world.PostAsync(Path, $"[{string.Join(",", Enumerable.Range(0, 40).Select(i => Event($"l{i}", $"\"project\":\"p{i % 3}\",\"response_time_ms\":{i * 10},\"user_id\":\"u{i % 2}\"")))}]")).Counts.ShouldBe((40, 0, 0));
            (await world.SendAsync("/v1/traces", Telemetry.Traces(Telemetry.Chat("00f067aa0ba902b7"), Telemetry.Span("00f067aa0ba902b8", "tool")))).ShouldBe(200);
            (await world.SendAsync("/v1/logs", Telemetry.Logs(Telemetry.ApiRequest(1)))).ShouldBe(200);
            (await world.SendAsync("/v1/metrics", Telemetry.Metrics(MetricsTests.Sum("m", 2, 1)))).ShouldBe(200);
            answers.Add((await world.GetAsync("/v1/analytics/usage/overview?dimension=project_id&group_by=hour")).ShouldBe(200).Body + (await world.GetAsync("/v1/analytics/usage/top?by=user_id&measure=cost")).ShouldBe(200).Body);
        }

        answers[1].ShouldBe(answers[0]);
        answers[0].ShouldContain("\"total_requests\":82");
    }

    internal static string Event(string id, string more = "") => Merge($$"""
        {"event_id":"{{id}}","timestamp":"2026-11-20T10:00:00Z","source":"test","provider":"openai","model":"gpt-5","session_id":null,"parent_session_id":null,"agent_type":null,"project":null,"branch":null,
        "machine":null,"requests":1,"input_tokens":100,"cache_read_tokens":10,"cache_write_5m_tokens":5,"cache_write_1h_tokens":0,"cache_write_unknown_tokens":0,"output_tokens":50}
        """, more);

    private static string Merge(string json, string more)
    {
        var item = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        foreach (var (name, value) in System.Text.Json.Nodes.JsonNode.Parse($"{{{more}}}")!.AsObject().ToList()) item[name] = value?.DeepClone();
        return item.ToJsonString();
    }
}
