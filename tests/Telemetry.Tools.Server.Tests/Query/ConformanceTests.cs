using System.Globalization;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Generated questions, asked of each engine and of the local scan on the same events: each engine's answer is the same to the last digit, and is what the events themselves give.</summary>
[TestClass]
public sealed class ConformanceTests
{
    private const int Questions = 320;

    private static readonly DateTimeOffset From = new(2024, 12, 18, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2025, 3, 12, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public async Task EveryEngineGivesTheSameAnswers()
    {
        var truth = new UsageTruth(4000, 11, From, To);
        await using var sqlite = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await using var postgres = await ServerWorld.StartOnAsync(PostgresCluster.NewDatabase(), new TestClock(Samples.Now));
        foreach (var world in (ServerWorld[])[sqlite, postgres]) (await world.LogAsync(truth.Json)).Counts.ShouldBe((4000, 0, 0));

        using var local = new LocalScan(StoreFigures.Payloads(sqlite));
        var random = new Random(5);
        var (filled, kinds) = (0, new HashSet<string>());
        for (var i = 0; i < Questions; i++)
        {
            var question = Question(random);
            kinds.Add(question[..question.IndexOf('?', StringComparison.Ordinal)]);
            var answer = (await sqlite.GetAsync(question)).ShouldBe(200);
            (await postgres.GetAsync(question)).ShouldBe(200).Body.ShouldBe(answer.Body, question);
            filled += Check(question, answer.Json, truth, local) > 0 ? 1 : 0;
        }

        kinds.Count.ShouldBe(3);
        filled.ShouldBeGreaterThan(Questions / 3);
    }

    // How many requests the answer is about.
    private static long Check(string question, JsonElement answer, UsageTruth truth, LocalScan local)
    {
        var values = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(question[question.IndexOf('?', StringComparison.Ordinal)..]);
        var (start, end) = (Parse(values["start_date"]!), ParseEnd(values["end_date"]!));
        var events = truth.Events.Where(item => item.Time >= start && item.Time < end
            && (!values.TryGetValue("model", out var model) || item.Model == model) && (!values.TryGetValue("user_id", out var user) || item.User == user)).ToList();
        if (answer.TryGetProperty("items", out var items))
        {
            (answer.GetProperty("other_items").GetInt32() > 0 || items.EnumerateArray().Sum(item => item.GetProperty("total_requests").GetInt64()) == events.Count).ShouldBeTrue(question);
            return events.Count;
        }

        var summary = answer.TryGetProperty("summary", out var found) ? found : answer.GetProperty("current");
        summary.GetProperty("total_requests").GetInt64().ShouldBe(events.Count, question);
        summary.GetProperty("total_cost_usd").GetString().ShouldBe(UsageTruth.Money(events), question);
        var p95 = summary.GetProperty("p95_response_time_ms");
        (p95.ValueKind == JsonValueKind.Null ? (double?)null : p95.GetDouble()).ShouldBe(UsageTruth.Percentile(events, 95), question);
        if (answer.TryGetProperty("time_series", out _)) local.ShouldAgree(answer, start, end, values.TryGetValue("group_by", out var bucket) ? bucket.ToString() : "day", FiltersOf(values), question);
        return events.Count;
    }

    private static List<Filter> FiltersOf(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> values) =>
        [.. values.Where(pair => pair.Key is "model" or "user_id").Select(pair => new Filter(pair.Key, FilterOperator.Equal, pair.Value.ToString()))];

    private static string Question(Random random)
    {
        var (start, end) = Period(random);
        var filters = (random.Next(3) == 0 ? "&model=gpt-5" : "") + (random.Next(4) == 0 ? $"&user_id=u{random.Next(1, 5)}" : "");
        return random.Next(4) switch
        {
            0 => $"/v1/analytics/usage/comparison?start_date={start}&end_date={end}{filters}{(random.Next(2) == 0 ? "&previous=year" : "")}",
            1 => $"/v1/analytics/usage/top?start_date={start}&end_date={end}{filters}&by={Pick(random, "prompt_id", "model", "user_id", "endpoint")}&measure={Pick(random, "requests", "tokens", "cost", "errors", "error_rate", "response_time")}&top={random.Next(1, 6)}",
            _ => $"/v1/analytics/usage/overview?start_date={start}&end_date={end}{filters}&group_by={Pick(random, "day", "week", "month", "hour")}{(random.Next(3) == 0 ? "&dimension=prompt_id" : "")}",
        };
    }

    // Edges of weeks, months and the year, whole days and odd moments, empty periods too.
    private static (string Start, string End) Period(Random random)
    {
        string[] edges = ["2024-12-29", "2024-12-30", "2024-12-31", "2025-01-01", "2025-01-05", "2025-01-06", "2025-01-31", "2025-02-01", "2025-02-28", "2025-03-01", "2025-03-11", "2025-06-01"];
        if (random.Next(3) > 0)
        {
            var (a, b) = (Pick(random, edges), Pick(random, edges));
            return string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);
        }

        var start = From.AddTicks(random.NextInt64((To - From).Ticks / 10) * 10);
        return (Time(start), Time(start.AddTicks(random.NextInt64(TimeSpan.FromDays(40).Ticks / 10) * 10)));
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];

    private static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset ParseEnd(string text) => text.Length == 10 ? Parse(text).AddDays(1) : Parse(text);
}
