using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class OverviewTests
{
    private const string Path = "/v1/analytics/usage/overview";
    private static readonly DateTimeOffset From = new(2025, 12, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2026, 3, 5, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("start_date=2026-01-01&end_date=2026-01-31&group_by=day")]
    [DataRow("start_date=2025-12-20&end_date=2026-03-04&group_by=month")]
    [DataRow("start_date=2025-12-24&end_date=2026-01-06&group_by=week")]
    [DataRow("start_date=2025-12-31T10:30:00.5Z&end_date=2026-01-01T09:15:30Z&group_by=hour")]
    [DataRow("start_date=2026-01-10T23:59:59.999999Z&end_date=2026-02-01T00:00:00.000001Z&group_by=day")]
    [DataRow("start_date=2026-01-10T10:10:00Z&end_date=2026-01-10T10:40:00Z&group_by=hour")]
    [DataRow("start_date=2026-02-01&end_date=2026-02-28&model=gpt-5&prompt_id=%C3%BCbung")]
    [DataRow("start_date=2026-02-01T05:05:05Z&end_date=2026-02-28&user_id=u2&group_by=week")]
    [DataRow("start_date=2026-02-01&end_date=2026-02-28&model=no-such-model")]
    public async Task FiguresEqualThoseComputedFromTheEventsThemselves(string query)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var truth = new UsageTruth(3000, 7, From, To);
        (await world.LogAsync(truth.Json)).Counts.ShouldBe((3000, 0, 0));

        var answer = (await world.GetAsync($"{Path}?{query}")).ShouldBe(200).Json;

        var values = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        var (start, end) = (ParseStart(values["start_date"]!), ParseEnd(values["end_date"]!));
        var events = truth.Events.Where(item => item.Time >= start && item.Time < end && Matches(item, values)).ToList();
        Compare(answer.GetProperty("summary"), events);
        var series = answer.GetProperty("time_series").EnumerateArray().ToList();
        series.Sum(point => point.GetProperty("total_requests").GetInt64()).ShouldBe(events.Count);
        var starts = series.Select(point => DateTimeOffset.Parse(point.GetProperty("period_start").GetString()!, CultureInfo.InvariantCulture)).ToList();
        for (var i = 0; i < series.Count; i++) Compare(series[i], [.. events.Where(item => item.Time >= starts[i] && (i + 1 == starts.Count || item.Time < starts[i + 1]))]);
    }

    [TestMethod]
    public async Task BucketsAreThereWhereNothingHappenedAndWeeksBeginOnMonday()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await Starts(world, "start_date=2026-01-30&end_date=2026-02-02")).ShouldBe(["2026-01-30T00:00:00Z", "2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"]);
        (await Starts(world, "start_date=2025-12-31&end_date=2026-01-05&group_by=week")).ShouldBe(["2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z"]);
        (await Starts(world, "start_date=2025-12-31&end_date=2026-02-01&group_by=month")).ShouldBe(["2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"]);
        (await Starts(world, "start_date=2026-01-01&end_date=2026-01-01&group_by=hour")).Length.ShouldBe(24);
        (await Starts(world, "")).Length.ShouldBe(30);
    }

    [TestMethod]
    public async Task AnEmptyPeriodHasZeroesAndNoRates()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var summary = (await world.GetAsync($"{Path}?start_date=2026-01-01&end_date=2026-01-31")).Json.GetProperty("summary");
        summary.GetProperty("total_requests").GetInt64().ShouldBe(0);
        summary.GetProperty("total_cost_usd").GetString().ShouldBe("0");
        foreach (var name in new[] { "success_rate", "average_response_time_ms", "cache_hit_rate", "p50_response_time_ms", "p95_response_time_ms" }) summary.GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Null, name);
        summary.GetProperty("period").GetRawText().ShouldBe("""{"start":"2026-01-01T00:00:00Z","end":"2026-01-31T23:59:59Z","group_by":"day"}""");
    }

    [TestMethod]
    public async Task TopPromptsAndGroupsAreOrderedWithTiesByBytesAndNullLast()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var events = new[] { "b", "a", "Z", "ü", "c", "c" }.Select((prompt, i) => Samples.Event($"p{i}", more: $"\"prompt_id\":\"{prompt}\"")).Append(Samples.Event("none"));
        await world.LogAsync($"[{string.Join(",", events)}]");
        var answer = (await world.GetAsync($"{Path}?dimension=prompt_id")).Json;
        answer.GetProperty("top_prompts").EnumerateArray().Select(item => item.GetProperty("prompt_id").GetString()).ShouldBe(["c", "Z", "a", "b", "ü", null]);
        answer.GetProperty("groups").EnumerateArray().Select(item => item.GetProperty("key").GetString()).ShouldBe(["c", "Z", "a", "b", "ü", null]);
        (await world.GetAsync($"{Path}?top=2")).Json.GetProperty("top_prompts").GetArrayLength().ShouldBe(2);
    }

    [TestMethod]
    public async Task TopOrdersByTheMeasure()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync($"[{Samples.Event("1", model: "a", more: "\"cost_usd\":1")},{Samples.Event("2", model: "b", more: "\"cost_usd\":\"2.5\"")},{Samples.Event("3", model: "a", more: "\"cost_usd\":1", success: false)},{Samples.Event("4", model: "c")}]");
        var top = (await world.GetAsync("/v1/analytics/usage/top?by=model&measure=cost&top=2")).ShouldBe(200).Json;
        top.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("key").GetString(), item.GetProperty("total_cost_usd").GetString())).ShouldBe([("b", "2.5"), ("a", "2")]);
        top.GetProperty("other_items").GetInt32().ShouldBe(1);
        (await world.GetAsync("/v1/analytics/usage/top?by=model&measure=errors&top=1")).Json.GetProperty("items")[0].GetProperty("key").GetString().ShouldBe("a");
    }

    [TestMethod]
    public async Task AComparisonHasBothPeriodsAndWhatChanged()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync($"[{Samples.Event("1", "2026-11-08T10:00:00Z", "\"cost_usd\":\"0.1\"")},{Samples.Event("2", "2026-11-15T10:00:00Z", "\"cost_usd\":\"0.3\"")},{Samples.Event("3", "2026-11-16T10:00:00Z", success: false)},{Samples.Event("4", "2025-11-16T10:00:00Z")}]");
        var answer = (await world.GetAsync("/v1/analytics/usage/comparison?start_date=2026-11-13&end_date=2026-11-19")).ShouldBe(200).Json;
        answer.GetProperty("previous").GetProperty("period").GetRawText().ShouldBe("""{"start":"2026-11-06T00:00:00Z","end":"2026-11-12T23:59:59Z","group_by":"day"}""");
        answer.GetProperty("changes").GetProperty("total_requests").GetRawText().ShouldBe("""{"absolute":1,"relative":1}""");
        answer.GetProperty("changes").GetProperty("total_cost_usd").GetRawText().ShouldBe("""{"absolute":"0.2","relative":2}""");
        answer.GetProperty("changes").GetProperty("success_rate").GetRawText().ShouldBe("""{"absolute":-0.5,"relative":-0.5}""");
        answer.GetProperty("changes").GetProperty("average_response_time_ms").GetRawText().ShouldBe("""{"absolute":null,"relative":null}""");
        (await world.GetAsync("/v1/analytics/usage/comparison?start_date=2026-11-13&end_date=2026-11-19&previous=year")).Json.GetProperty("previous").GetProperty("total_requests").GetInt64().ShouldBe(1);
    }

    [TestMethod]
    [DataRow("2024-02-28", "2024-02-28", "2023-02-28T00:00:00Z", "2023-02-28T23:59:59Z")]
    [DataRow("2024-02-10", "2024-02-28", "2023-02-10T00:00:00Z", "2023-02-28T23:59:59Z")]
    [DataRow("2024-02-29", "2024-02-29", "2023-02-28T00:00:00Z", "2023-02-28T23:59:59Z")]
    [DataRow("2025-02-28", "2025-02-28", "2024-02-28T00:00:00Z", "2024-02-28T23:59:59Z")]
    [DataRow("2025-01-01", "2025-12-31", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59Z")]
    [DataRow("2024-02-28T00:00:00Z", "2024-02-29T00:00:00Z", "2023-02-28T00:00:00Z", "2023-02-28T00:00:00Z")]
    public async Task TheYearBeforeHasTheSameDays(string start, string end, string previousStart, string previousEnd)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var period = (await world.GetAsync($"/v1/analytics/usage/comparison?previous=year&start_date={start}&end_date={end}")).ShouldBe(200).Json.GetProperty("previous").GetProperty("period");
        (period.Text("start"), period.Text("end")).ShouldBe((previousStart, previousEnd));
    }

    [TestMethod]
    [DataRow("start_date=2026-02-01&end_date=2026-01-01", ServerDiagnostics.BadQuery)]
    [DataRow("start_date=2026-01-02&end_date=2026-01-01", ServerDiagnostics.BadQuery)]
    [DataRow("start_date=2026-01-02T00:00:00Z&end_date=2026-01-01", ServerDiagnostics.BadQuery)]
    [DataRow("start_date=2026-01-01T10:00:01Z&end_date=2026-01-01T10:00:00Z", ServerDiagnostics.BadQuery)]
    [DataRow("start_date=2026-11-22", ServerDiagnostics.BadQuery)]
    [DataRow("start_date=01/02/2026", ServerDiagnostics.BadQuery)]
    [DataRow("start_date=", ServerDiagnostics.BadQuery)]
    [DataRow("start_date=2026-01-01&start_date=2026-01-02", ServerDiagnostics.BadQuery)]
    [DataRow("end_date=9999-12-31", ServerDiagnostics.BadQuery)]
    [DataRow("group_by=minute", ServerDiagnostics.BadQuery)]
    [DataRow("group_by=hour&start_date=0001-01-01", ServerDiagnostics.BadQuery)]
    [DataRow("top=0", ServerDiagnostics.BadQuery)]
    [DataRow("top=1001", ServerDiagnostics.BadQuery)]
    [DataRow("dimension=payload", ServerDiagnostics.BadQuery)]
    [DataRow("time_zone=Europe/Berlin", ServerDiagnostics.UnknownParameter)]
    [DataRow("modell=gpt-5", ServerDiagnostics.UnknownParameter)]
    [DataRow("tenant_id=%00", ServerDiagnostics.BadQuery)]
    [DataRow("model=a%00b", ServerDiagnostics.BadQuery)]
    public async Task ABadQuestionIsRefused(string query, string code)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.GetAsync($"{Path}?{query}")).ShouldFail(400, code);
    }

    [TestMethod]
    [DataRow("hour", "2025-01-01T00:30:00Z", "2026-02-21T15:30:00Z", "2026-02-21T16:00:00.000001Z")]
    [DataRow("day", "1999-01-01T00:00:01Z", "2026-05-18T12:00:00Z", "2026-05-19T00:00:00.000001Z")]
    [DataRow("month", "1193-08-15T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-01T00:00:00.000001Z")]
    public async Task TenThousandBucketsAreAnsweredAndOneMoreIsRefused(string bucket, string start, string last, string beyond)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await Starts(world, $"group_by={bucket}&start_date={start}&end_date={last}")).Length.ShouldBe(10_000);
        (await world.GetAsync($"{Path}?group_by={bucket}&start_date={start}&end_date={beyond}")).ShouldFail(400, ServerDiagnostics.BadQuery);
    }

    [TestMethod]
    [DataRow("period")]
    [DataRow("year")]
    public async Task AComparisonWithATimeBeforeTheCalendarIsRefused(string previous)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.GetAsync($"/v1/analytics/usage/comparison?previous={previous}&start_date=0001-01-01&end_date=0001-01-02")).ShouldFail(400, ServerDiagnostics.BadQuery);
        (await world.GetAsync($"/v1/analytics/usage/comparison?previous={previous}&start_date=0002-01-01&end_date=0002-01-02")).ShouldBe(200);
    }

    [TestMethod]
    public async Task WhoeverReadsMayAskForTheHeadersAlone()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        foreach (var path in new[] { Path, "/v1/health", "/metrics", "/openapi/v1.json", "/analytics", "/analytics/live" })
        {
            var head = (await world.SendAsync(HttpMethod.Head, path, null)).ShouldBe(200);
            head.Body.ShouldBeEmpty();
            head.Headers["Content-Type"].ShouldNotBeEmpty();
        }

        (await world.SendAsync(HttpMethod.Head, $"{Path}?top=0", null)).ShouldBe(400);
        var refused = (await world.SendAsync(HttpMethod.Head, "/v1/client/usage/log", null)).ShouldBe(405);
        refused.Headers["Allow"].ShouldBe("POST");
        (await world.SendAsync(HttpMethod.Options, Path, null)).ShouldFail(405, ServerDiagnostics.MethodNotAllowed);
    }

    [TestMethod]
    public async Task TagsAreComparedWeaklyAndInLists()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var tag = (await world.GetAsync(Path)).Headers["ETag"];
        foreach (var (named, status) in new[] { ($"W/{tag}", 304), ($"\"x\", {tag}", 304), ("*", 304), ("\"x\"", 200), (tag.Trim('"'), 200) })
            (await world.GetAsync(Path, change: request => request.Headers.TryAddWithoutValidation("If-None-Match", named))).Status.ShouldBe(status, named);
    }

    [TestMethod]
    public async Task AnAnswerIsKeptOnlyWhileNothingChanges()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync(Samples.Event("a"));
        var first = await world.GetAsync(Path);
        var tag = first.Headers["ETag"];
        (await world.GetAsync(Path, change: request => request.Headers.TryAddWithoutValidation("If-None-Match", tag))).ShouldBe(304).Body.ShouldBe("");
        await world.LogAsync(Samples.Event("b"));
        var second = (await world.GetAsync(Path, change: request => request.Headers.TryAddWithoutValidation("If-None-Match", tag))).ShouldBe(200);
        second.Json.GetProperty("summary").GetProperty("total_requests").GetInt64().ShouldBe(2);
        second.Headers["ETag"].ShouldNotBe(tag);
        second.Headers["Cache-Control"].ShouldContain("private");
    }

    private static async Task<string[]> Starts(ServerWorld world, string query) =>
        [.. (await world.GetAsync($"{Path}?{query}")).ShouldBe(200).Json.GetProperty("time_series").EnumerateArray().Select(point => point.GetProperty("period_start").GetString()!)];

    private static void Compare(JsonElement figures, List<TrueEvent> events)
    {
        figures.GetProperty("total_requests").GetInt64().ShouldBe(events.Count);
        figures.GetProperty("total_tokens_used").GetInt64().ShouldBe(events.Sum(item => item.Tokens ?? 0));
        figures.GetProperty("total_cost_usd").GetString().ShouldBe(UsageTruth.Money(events));
        figures.GetProperty("unpriced_requests").GetInt64().ShouldBe(events.Count(item => item.Cost is null));
        Number(figures, "average_response_time_ms").ShouldBe(UsageTruth.Average(events));
        Number(figures, "success_rate").ShouldBe(events.Count == 0 ? null : (double)events.Count(item => item.Success) / events.Count);
        var known = events.Count(item => item.CacheHit is not null);
        Number(figures, "cache_hit_rate").ShouldBe(known == 0 ? null : (double)events.Count(item => item.CacheHit is true) / known);
        Number(figures, "p50_response_time_ms").ShouldBe(UsageTruth.Percentile(events, 50));
        Number(figures, "p95_response_time_ms").ShouldBe(UsageTruth.Percentile(events, 95));
    }

    private static double? Number(JsonElement figures, string name) => figures.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static bool Matches(TrueEvent item, Dictionary<string, Microsoft.Extensions.Primitives.StringValues> values) =>
        (!values.TryGetValue("model", out var model) || item.Model == model) && (!values.TryGetValue("prompt_id", out var prompt) || item.Prompt == prompt) && (!values.TryGetValue("user_id", out var user) || item.User == user);

    private static DateTimeOffset ParseStart(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset ParseEnd(string text) => text.Length == 10 ? ParseStart(text).AddDays(1) : ParseStart(text);
}
