namespace Telemetry.Tools.Analytics.Tests;

/// <summary>Events of <c>llm-usage</c> for tests.</summary>
internal static class UsageSample
{
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 10, 30, 0, TimeSpan.Zero);

    public static LlmUsage Event(
        double minutes = 0, string? model = "claude-sonnet-4-5", long input = 100, long output = 10, decimal? cost = 1m, string? project = "shop", string? session = "s1",
        long requests = 1, string? key = null, string? branch = "main", string source = "claude") => new()
        {
            Timestamp = Start.AddMinutes(minutes),
            Source = source,
            Model = model,
            Project = project,
            SessionId = session,
            Branch = branch,
            Requests = requests,
            InputTokens = input,
            CacheReadTokens = 0,
            CacheWrite5mTokens = 0,
            CacheWrite1hTokens = 0,
            CacheWriteUnknownTokens = 0,
            OutputTokens = output,
            CostUsd = cost,
            DedupKey = key,
        };

    public static UsageResult Run(UsageQuery query, params LlmUsage[] events) => UsageReport.Run(() => events, query);
}
