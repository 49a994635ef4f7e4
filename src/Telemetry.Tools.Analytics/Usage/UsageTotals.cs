namespace Telemetry.Tools.Analytics;

/// <summary>Sums of usage. Input is without cache, output holds reasoning.</summary>
/// <param name="Requests">Requests to models.</param>
/// <param name="Tokens">Tokens by class.</param>
/// <param name="CostUsd">Cost in US dollars of what has a price; <see langword="null"/> where nothing of it has one.</param>
/// <param name="UnpricedRequests">Requests without a known price; not in the cost.</param>
public sealed record UsageTotals(long Requests, TokenCounts Tokens, decimal? CostUsd, long UnpricedRequests)
{
    /// <summary>Nothing was used, which costs nothing.</summary>
    public static UsageTotals Zero { get; } = new(0, default, 0m, 0);
}
