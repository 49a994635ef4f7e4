using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Rules and alerts over HTTP.</summary>
[TestClass]
public sealed class AlertEndpointTests
{
    private const string Rules = "/v1/analytics/alert-rules";
    private const string Alerts = "/v1/analytics/alerts";
    internal const string Good = """{"name":"Cost","description":"Too much","alert_type":"cost_threshold","severity":"high","metric":"cost_usd","operator":">","threshold":500.0,"window_duration":43200}""";

    [TestMethod]
    public async Task ATenantBeginsWithFiveRulesAndKeepsWhatItMakesOfThem()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var rules = (await world.GetAsync(Rules)).ShouldBe(200).Json.GetProperty("alert_rules").EnumerateArray().ToList();
        rules.Select(rule => $"{Text(rule, "metric")} {Text(rule, "operator")} {rule.GetProperty("threshold")} {rule.GetProperty("window_duration")} {Text(rule, "severity")}").ShouldBe(
            ["tokens_used > 10000 60 high", "cost_usd > 100 1440 medium", "error_rate > 0.1 60 high", "response_time > 2000 60 medium", "cache_hit_rate < 0.5 60 low"]);
        (await world.SendAsync(HttpMethod.Delete, $"{Rules}/{Text(rules[0], "id")}", null)).Status.ShouldBe(204);
        (await world.SendAsync(HttpMethod.Delete, $"{Rules}/{Text(rules[0], "id")}", null)).ShouldFail(404, ServerDiagnostics.NotFound);
        (await world.GetAsync(Rules)).Json.GetProperty("alert_rules").GetArrayLength().ShouldBe(4);
    }

    [TestMethod]
    public async Task ARuleIsMadeChangedAndShown()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var made = (await world.PostAsync(Rules, Good)).ShouldBe(201);
        var path = made.Headers["Location"];
        var rule = (await world.GetAsync(path)).ShouldBe(200);
        rule.Body.ShouldBe(made.Body);
        rule.Json.GetProperty("threshold").GetDecimal().ShouldBe(500);
        rule.Json.GetProperty("cooldown_minutes").GetInt32().ShouldBe(0);
        // What was answered may be sent back.
        (await PutAsync(world, path, rule.Body)).ShouldBe(200).Body.ShouldBe(rule.Body);
        var changed = (await PutAsync(world, path, Good.Replace("500.0", "\"0.25\"", StringComparison.Ordinal).Replace("\"Cost\"", "\"Less\",\"filters\":{\"model\":\"gpt-5\"},\"group_by\":\"user_id\",\"cooldown_minutes\":5,\"enabled\":false", StringComparison.Ordinal))).ShouldBe(200).Json;
        (Text(changed, "name"), changed.GetProperty("threshold").GetDecimal(), Text(changed.GetProperty("filters"), "model"), Text(changed, "group_by"), changed.GetProperty("cooldown_minutes").GetInt32(), changed.GetProperty("enabled").GetBoolean())
            .ShouldBe(("Less", 0.25m, "gpt-5", "user_id", 5, false));
        (await PutAsync(world, $"{Rules}/nope", Good)).ShouldFail(404, ServerDiagnostics.NotFound);
    }

    [TestMethod]
    [DataRow("\"name\":\"Cost\"", "\"name\":\"\"", "'name'")]
    [DataRow("\"name\":\"Cost\",", "", "'name' is missing")]
    [DataRow("\"name\":\"Cost\"", "\"name\":\"a\\u0000b\"", "'name'")]
    [DataRow("\"name\":\"Cost\"", "\"name\":\"\\ud800\"", "'name'")]
    [DataRow("cost_threshold", "cost_treshold", "Did you mean 'cost_threshold'?")]
    [DataRow("high", "urgent", "low, medium, high, critical")]
    [DataRow("cost_usd", "cost_eur", "'metric' takes requests,")]
    [DataRow("\">\"", "\"==\"", "'operator' takes >, >=, <, <=")]
    [DataRow("500.0", "\"much\"", "'threshold' takes a number")]
    [DataRow("500.0", "1e30", "'threshold' takes a number")]
    [DataRow("43200", "0", "'window_duration' takes a whole number of minutes from 1")]
    [DataRow("43200", "60.5", "'window_duration' takes a whole number")]
    [DataRow("43200", "90", "whole hours")]
    [DataRow("\"description\"", "\"windw\"", "There is no field 'windw'")]
    [DataRow("43200", "43200,\"filters\":{\"modell\":\"x\"}", "Did you mean 'model'?")]
    [DataRow("43200", "43200,\"group_by\":\"tenant\"", "'group_by' takes")]
    [DataRow("43200", "43200,\"cooldown_minutes\":-1", "'cooldown_minutes'")]
    [DataRow("cost_threshold\"", "budget\",\"filters\":null", null)]
    [DataRow("43200", "43200,\"channels\":[{\"type\":\"pager\"}]", "'type' takes webhook, email")]
    [DataRow("43200", "43200,\"channels\":[{\"type\":\"webhook\",\"url\":\"https://example.com/\"}]", "needs a 'secret'")]
    [DataRow("43200", "43200,\"channels\":[{\"type\":\"webhook\",\"url\":\"http://example.com/\",\"secret\":\"s\"}]", "it takes https")]
    [DataRow("43200", "43200,\"channels\":[{\"type\":\"webhook\",\"url\":\"https://u:p@example.com/\",\"secret\":\"s\"}]", "a name or password")]
    [DataRow("43200", "43200,\"channels\":[{\"type\":\"webhook\",\"url\":\"https://127.0.0.1/\",\"secret\":\"s\"}]", "not on the public internet")]
    [DataRow("43200", "43200,\"channels\":[{\"type\":\"email\",\"to\":[\"a@example.com\"]}]", "smtp_server")]
    public async Task AFieldThatCannotBeUsedIsNamed(string part, string instead, string? message)
    {
        await using var world = await ServerWorld.StartAsync();
        var answer = await world.PostAsync(Rules, Good.Replace(part, instead, StringComparison.Ordinal));
        if (message is null) answer.ShouldBe(201);
        else answer.ShouldFail(400, ServerDiagnostics.BadRule).Json.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(message);
    }

    [TestMethod]
    public async Task OnlyEditorsChangeRulesAndAcknowledgeAndNobodySeesAnotherTenants()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var (editor, viewer, other) = (world.CreateKey(ServerRole.Editor, "acme", "ed"), world.CreateKey(ServerRole.Viewer, "acme", "vi"), world.CreateKey(ServerRole.Admin, "bmce", "ad"));
        var writer = world.CreateKey(ServerRole.Writer, "acme", "wr");
        clock.Now += TimeSpan.FromSeconds(2);
        var rule = (await world.PostAsync(Rules, Good, editor)).ShouldBe(201).Headers["Location"];
        await world.LogAsync(Samples.Event("a", "2026-11-21T11:59:00Z", "\"tokens_used\":20000"), writer);
        var id = Text(await AlertAsync(world, clock, editor), "id");

        (await world.PostAsync(Rules, Good, viewer)).ShouldFail(403, ServerDiagnostics.Forbidden);
        (await world.PostAsync($"{Alerts}/{id}/acknowledge", "", viewer)).ShouldFail(403, ServerDiagnostics.Forbidden);
        (await world.GetAsync(rule, viewer)).ShouldBe(200);
        (await world.GetAsync(rule, writer)).ShouldFail(403, ServerDiagnostics.Forbidden);
        foreach (var path in new[] { rule, $"{Alerts}/{id}" }) (await world.GetAsync(path, other)).ShouldFail(404, ServerDiagnostics.NotFound);
        (await PutAsync(world, rule, Good, other)).ShouldFail(404, ServerDiagnostics.NotFound);
        (await world.SendAsync(HttpMethod.Delete, rule, null, other)).ShouldFail(404, ServerDiagnostics.NotFound);
        (await world.PostAsync($"{Alerts}/{id}/acknowledge", "", other)).ShouldFail(404, ServerDiagnostics.NotFound);
        foreach (var (named, status) in new[] { ("\"another\"", 404), ("5", 404), ("null", 201) })
            (await world.PostAsync(Rules, Good.Insert(Good.IndexOf('{') + 1, $"\"tenant_id\":{named},"), other)).ShouldBe(status);
        (await world.GetAsync($"{Alerts}?status=all", other)).Json.GetProperty("alerts").GetArrayLength().ShouldBe(0);
    }

    [TestMethod]
    public async Task AnAlertIsListedAndAcknowledgedOnce()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        await world.LogAsync(Samples.Event("a", "2026-11-21T11:59:00Z", "\"tokens_used\":20000"));
        var alert = await AlertAsync(world, clock);
        alert.EnumerateObject().Select(field => field.Name).ShouldBe(
            ["id", "rule_id", "name", "alert_type", "severity", "metric", "operator", "threshold", "value", "window_start", "window_end", "status", "triggered_at", "acknowledged_at", "acknowledged_by", "reason", "resolved_at", "group"]);
        (Text(alert, "metric"), alert.GetProperty("threshold").GetDecimal(), alert.GetProperty("value").GetDecimal(), Text(alert, "status"), Text(alert, "severity")).ShouldBe(("tokens_used", 10_000m, 20_000m, "open", "high"));

        var path = $"{Alerts}/{Text(alert, "id")}/acknowledge";
        foreach (var body in new[] { """{"why":"x"}""", """{"\ud800":"x"}""", """{"reason":"x","reason":"y"}""" }) (await world.PostAsync(path, body)).ShouldFail(400, ServerDiagnostics.BadBody);
        (await world.PostAsync(path, """{"reason":5}""")).Status.ShouldBe(400);
        (await world.PostAsync(path, """{"reason":"x"}""", type: "text/plain")).ShouldFail(415, ServerDiagnostics.UnsupportedMedia);
        var first = (await world.PostAsync(path, """{"reason":"known"}""")).ShouldBe(200);
        (Text(first.Json, "status"), Text(first.Json, "acknowledged_by"), Text(first.Json, "reason")).ShouldBe(("acknowledged", "anonymous", "known"));
        clock.Now += TimeSpan.FromSeconds(5);
        (await world.PostAsync(path, """{"reason":"other"}""")).ShouldBe(200).Body.ShouldBe(first.Body);
        (await world.SendAsync(HttpMethod.Post, path, null)).ShouldBe(200).Body.ShouldBe(first.Body);

        foreach (var (query, count) in new[] { ("", 1), ("?status=all", 1), ("?status=acknowledged&severity=high&limit=10", 1), ("?status=open", 0), ("?severity=low", 0), ("?status=resolved", 0) })
            (await world.GetAsync(Alerts + query)).ShouldBe(200).Json.GetProperty("alerts").GetArrayLength().ShouldBe(count, query);
        foreach (var query in new[] { "?status=closed", "?severity=urgent", "?limit=0", "?limit=1001", "?cursor=x", "?sverity=low" }) (await world.GetAsync(Alerts + query)).Status.ShouldBe(400, query);

        var trend = (await world.GetAsync($"{Alerts}/trend?start_date=2026-11-20&end_date=2026-11-21")).ShouldBe(200).Json.GetProperty("time_series").EnumerateArray().ToList();
        trend.Select(point => (point.GetProperty("high").GetInt32(), point.GetProperty("total").GetInt32())).ShouldBe([(0, 0), (1, 1)]);
    }

    [TestMethod]
    [DataRow(AlertWorld.Sqlite)]
    [DataRow(AlertWorld.Postgres)]
    public void AlertsComeInPagesNewestFirst(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", ">", 0, 1) with { GroupBy = "model" });
        for (var i = 0; i < 7; i++) world.Log(1, model: $"m{i}");
        world.Pass();
        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = world.Alerts.List(AlertWorld.Tenant, AlertWords.Statuses, null, 3, cursor);
            seen.AddRange(page.Alerts.Select(alert => alert.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.Count.ShouldBe(7);
        seen.ShouldBe(seen.Distinct().OrderDescending(StringComparer.Ordinal));
    }

    [TestMethod]
    [DataRow(AlertWorld.Sqlite)]
    [DataRow(AlertWorld.Postgres)]
    public void AlertsAreCountedByTheDayOfTheirWindowToo(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", ">", 0, 1));
        world.Clock.Now = new DateTimeOffset(2026, 11, 21, 0, 0, 30, TimeSpan.Zero);
        world.Log(1);
        world.Pass();
        var alert = world.All().ShouldHaveSingleItem();
        (alert.WindowEnd, alert.TriggeredAt[..10]).ShouldBe(("2026-11-21T00:00:00Z", "2026-11-21"));
        var period = UsagePeriod.Of("2026-11-20", "2026-11-21", null, world.Clock.Now);
        world.Alerts.Trend(AlertWorld.Tenant, period).TimeSeries.Select(count => count.High).ShouldBe([0, 1]);
        world.Alerts.TrendByWindow(AlertWorld.Tenant, period).TimeSeries.Select(count => count.High).ShouldBe([1, 0]);
    }

    private static async Task<JsonElement> AlertAsync(ServerWorld world, TestClock clock, string? key = null)
    {
        clock.Now += TimeSpan.FromMinutes(1);
        for (var i = 0; i < 400; i++)
        {
            var alerts = (await world.GetAsync(Alerts, key)).ShouldBe(200).Json.GetProperty("alerts");
            if (alerts.GetArrayLength() > 0) return alerts[0];
            await Task.Delay(50);
        }

        throw new TimeoutException("No alert was raised.");
    }

    private static Task<Answer> PutAsync(ServerWorld world, string path, string json, string? key = null) =>
        world.SendAsync(HttpMethod.Put, path, ServerWorld.Content(Encoding.UTF8.GetBytes(json), "application/json"), key);

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
