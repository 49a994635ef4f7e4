namespace Telemetry.Tools.Analytics;

/// <summary>What <c>usage</c> is asked.</summary>
/// <param name="Group">What to sum up by.</param>
/// <param name="Since">Start, inclusive; <see langword="null"/> = from the first event.</param>
/// <param name="Until">End, exclusive; <see langword="null"/> = to the last event.</param>
public sealed record UsageQuery(UsageGroup Group, DateTimeOffset? Since = null, DateTimeOffset? Until = null)
{
    /// <summary>The zone whose days, weeks, months and hours are meant.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Only what these match.</summary>
    public UsageFilter Filter { get; init; } = UsageFilter.Everything;

    /// <summary>Conditions that all must hold.</summary>
    public IReadOnlyList<Filter> Where { get; init; } = [];

    /// <summary>Prices to compute every cost anew by; <see langword="null"/> = the costs as they were stored.</summary>
    public PriceLookup? Reprice { get; init; }

    /// <summary>Now: what makes the last block an active one.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UtcNow;
}
