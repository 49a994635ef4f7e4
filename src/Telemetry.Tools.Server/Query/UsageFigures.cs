using System.Text.Json.Serialization;

namespace Telemetry.Tools.Server;

/// <summary>The figures of a period, a bucket of it, or a group. Rates are 0–1 and null where there is nothing to compute them from; money is decimal text in US dollars.</summary>
public record UsageFigures
{
    /// <summary>Requests.</summary>
    [JsonPropertyOrder(10)]
    public long TotalRequests { get; init; }

    /// <summary>Tokens that were asked for.</summary>
    [JsonPropertyOrder(11)]
    public long TotalTokensRequested { get; init; }

    /// <summary>Tokens that were used.</summary>
    [JsonPropertyOrder(12)]
    public long TotalTokensUsed { get; init; }

    /// <summary>What the requests of known cost came to.</summary>
    [JsonPropertyOrder(13)]
    public string TotalCostUsd { get; init; } = "0";

    /// <summary>Mean response time.</summary>
    [JsonPropertyOrder(14)]
    public double? AverageResponseTimeMs { get; init; }

    /// <summary>Share of requests that succeeded.</summary>
    [JsonPropertyOrder(15)]
    public double? SuccessRate { get; init; }

    /// <summary>Share of requests answered from a cache, of those that say so.</summary>
    [JsonPropertyOrder(17)]
    public double? CacheHitRate { get; init; }

    /// <summary>Median response time: nearest rank on the histogram, at most 1.6 % off.</summary>
    [JsonPropertyOrder(18), JsonPropertyName("p50_response_time_ms")]
    public double? P50ResponseTimeMs { get; init; }

    /// <summary>95th percentile of response times.</summary>
    [JsonPropertyOrder(19), JsonPropertyName("p95_response_time_ms")]
    public double? P95ResponseTimeMs { get; init; }

    /// <summary>Requests whose cost is unknown.</summary>
    [JsonPropertyOrder(20)]
    public long UnpricedRequests { get; init; }
}

/// <summary>The figures of the whole period.</summary>
public sealed record UsageSummary : UsageFigures
{
    /// <summary>The period.</summary>
    [JsonPropertyOrder(16)]
    public required PeriodEcho Period { get; init; }
}

/// <summary>The figures of one bucket.</summary>
public sealed record UsagePoint : UsageFigures
{
    /// <summary>Start of the bucket.</summary>
    [JsonPropertyOrder(1)]
    public required string PeriodStart { get; init; }
}

/// <summary>The figures of one value of a dimension.</summary>
public sealed record UsageGroupFigures : UsageFigures
{
    /// <summary>The value; null for events without one.</summary>
    [JsonPropertyOrder(1)]
    public required string? Key { get; init; }
}

/// <summary>A period as it was understood.</summary>
/// <param name="Start">Start.</param>
/// <param name="End">End; the last second of a day where a date was given.</param>
/// <param name="GroupBy">hour, day, week or month.</param>
public sealed record PeriodEcho(string Start, string End, string GroupBy);

/// <summary>One of the most used prompts.</summary>
public sealed record PromptFigures(
    string? PromptId, long TotalRequests, long TotalTokensUsed, string TotalCostUsd, double? SuccessRate, double? AverageResponseTimeMs);

/// <summary>The answer of <c>usage/overview</c>.</summary>
/// <param name="Summary">The whole period.</param>
/// <param name="TimeSeries">Each bucket of it, empty ones too.</param>
/// <param name="TopPrompts">The most used prompts, most requests first.</param>
public sealed record UsageOverview(UsageSummary Summary, IReadOnlyList<UsagePoint> TimeSeries, IReadOnlyList<PromptFigures> TopPrompts)
{
    /// <summary>With <c>dimension=</c>: each value's figures, most requests first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UsageGroupFigures>? Groups { get; init; }
}

/// <summary>The answer of <c>usage/comparison</c>.</summary>
/// <param name="Current">The period.</param>
/// <param name="Previous">The one it is compared with.</param>
/// <param name="Changes">Differences by figure.</param>
public sealed record UsageComparison(UsageSummary Current, UsageSummary Previous, IReadOnlyDictionary<string, UsageChange> Changes);

/// <summary>How a figure changed.</summary>
/// <param name="Absolute">The difference; null where one of the two is unknown. Decimal text for money.</param>
/// <param name="Relative">The difference as a share of the previous figure; null where that is 0 or unknown.</param>
public sealed record UsageChange(object? Absolute, double? Relative);

/// <summary>The answer of <c>usage/top</c>.</summary>
/// <param name="By">The dimension.</param>
/// <param name="Measure">What orders.</param>
/// <param name="Period">The period.</param>
/// <param name="Items">The largest, in order.</param>
/// <param name="OtherItems">How many more there are.</param>
public sealed record UsageTop(string By, string Measure, PeriodEcho Period, IReadOnlyList<UsageGroupFigures> Items, int OtherItems);
