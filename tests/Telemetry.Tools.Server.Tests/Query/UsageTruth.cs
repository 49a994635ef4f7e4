using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Events whose figures a test computes in the plainest way, to hold against the server's.</summary>
internal sealed class UsageTruth
{
    private static readonly string?[] Prompts = ["alpha", "beta", "übung", "Zeta", null];
    private static readonly string[] Models = ["gpt-5", "claude-sonnet-4-5", "unknown-model"];
    private static readonly string?[] Users = ["u1", "u2", "u3", null];

    public UsageTruth(int count, int seed, DateTimeOffset from, DateTimeOffset to)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++) Events.Add(New(random, i, from, to));
    }

    public List<TrueEvent> Events { get; } = [];

    public string Json => $"[{string.Join(",", Events.Select(item => item.Json))}]";

    public static string? Money(IEnumerable<TrueEvent> events) => events.Sum(item => item.Cost ?? 0).ToString("0.#########", CultureInfo.InvariantCulture);

    public static double? Average(IReadOnlyCollection<TrueEvent> events)
    {
        var times = events.Where(item => item.Micros is not null).Select(item => (decimal)item.Micros!).ToList();
        return times.Count == 0 ? null : (double)(times.Sum() / times.Count / 1000);
    }

    /// <summary>Nearest rank, within what a histogram may be off.</summary>
    public static double? Percentile(IReadOnlyCollection<TrueEvent> events, int percent)
    {
        var times = events.Where(item => item.Micros is not null).Select(item => item.Micros!.Value).Order().ToList();
        if (times.Count == 0) return null;
        var value = times[(int)Math.Ceiling(times.Count * percent / 100.0) - 1];
        return LogLinearHistogram.Midpoint(LogLinearHistogram.BucketOf(value)) / 1000.0;
    }

    private static TrueEvent New(Random random, int index, DateTimeOffset from, DateTimeOffset to)
    {
        var time = from.AddTicks(random.NextInt64((to - from).Ticks / 10) * 10);
        return new TrueEvent(
            index, time, Prompts[random.Next(Prompts.Length)], Models[random.Next(Models.Length)], Users[random.Next(Users.Length)], random.Next(10) > 0,
            random.Next(4) == 0 ? null : random.Next(2) == 0, random.Next(5) == 0 ? null : random.NextInt64(50, 9_000_000),
            random.Next(6) == 0 ? null : random.Next(1, 5_000_000) / 1_000_000_000m, random.Next(3) == 0 ? null : random.Next(1, 9000));
    }
}

/// <summary>One event.</summary>
internal sealed record TrueEvent(
    int Index, DateTimeOffset Time, string? Prompt, string Model, string? User, bool Success, bool? CacheHit, long? Micros, decimal? Cost, long? Tokens)
{
    public string Json => string.Create(CultureInfo.InvariantCulture, $$"""
        {"event_id":"t{{Index}}","timestamp":"{{Time:yyyy-MM-ddTHH:mm:ss.ffffffZ}}","prompt_id":{{Text(Prompt)}},"model":"{{Model}}","user_id":{{Text(User)}},"success":{{Bool(Success)}},
        "cache_hit":{{(CacheHit is { } hit ? Bool(hit) : "null")}},"response_time_ms":{{(Micros is { } micros ? (micros / 1000m).ToString(CultureInfo.InvariantCulture) : "null")}},
        "cost_usd":{{(Cost is { } cost ? $"\"{cost.ToString(CultureInfo.InvariantCulture)}\"" : "null")}},"tokens_used":{{(Tokens is { } tokens ? tokens.ToString(CultureInfo.InvariantCulture) : "null")}}}
        """);

    private static string Text(string? text) => text is null ? "null" : $"\"{text}\"";

    private static string Bool(bool value) => value ? "true" : "false";
}
