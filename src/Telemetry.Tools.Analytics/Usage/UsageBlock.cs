namespace Telemetry.Tools.Analytics;

/// <summary>A block of five hours: it begins with the full hour of its first request.</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end, exclusive.</param>
/// <param name="IsActive">Whether it goes on now.</param>
/// <param name="TokensPerMinute">Tokens a minute from its first to its last request; <see langword="null"/> where it has one request only.</param>
/// <param name="CostPerHourUsd">US dollars an hour, likewise.</param>
/// <param name="ProjectedTokens">For the active block: tokens at its end, should it go on like this.</param>
/// <param name="ProjectedCostUsd">For the active block: cost at its end, should it go on like this.</param>
public sealed record UsageBlock(
    DateTimeOffset Start,
    DateTimeOffset End,
    bool IsActive,
    double? TokensPerMinute,
    decimal? CostPerHourUsd,
    long? ProjectedTokens,
    decimal? ProjectedCostUsd)
{
    /// <summary>How long a block is.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(5);
}
