namespace Telemetry.Tools.Server;

/// <summary>A rule as it is kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="CreatedAt">When it was made, in microseconds since 1970.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="Terms">What it says.</param>
internal sealed record AlertRule(string Id, string Tenant, long CreatedAt, long UpdatedAt, AlertTerms Terms);

/// <summary>What a rule says, checked.</summary>
internal sealed record AlertTerms
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>One of <see cref="AlertWords.Types"/>.</summary>
    public required string Type { get; init; }

    /// <summary>One of <see cref="AlertWords.Severities"/>.</summary>
    public required string Severity { get; init; }

    public required AlertMetric Metric { get; init; }

    /// <summary>One of <see cref="AlertWords.Operators"/>.</summary>
    public required string Operator { get; init; }

    /// <summary>In the metric's unit; a share for <c>change</c>, a robust score for <c>anomaly</c>.</summary>
    public required decimal Threshold { get; init; }

    /// <summary>Length of the window.</summary>
    public required int WindowMinutes { get; init; }

    /// <summary>Conditions on dimensions, in the order of <see cref="UsageFilter.Columns"/>.</summary>
    public IReadOnlyList<(string Column, string Value)> Filters { get; init; } = [];

    /// <summary>A dimension each of whose values is watched by itself; <see langword="null"/> for all together.</summary>
    public string? GroupBy { get; init; }

    public IReadOnlyList<AlertChannel> Channels { get; init; } = [];

    /// <summary>How long after the end of one alert the next may not begin.</summary>
    public int CooldownMinutes { get; init; }

    public bool IsEnabled { get; init; } = true;

    /// <summary>Length of the window in microseconds.</summary>
    public long Window => WindowMinutes * Clock.Minute;
}
