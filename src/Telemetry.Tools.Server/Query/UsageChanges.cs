using System.Globalization;

namespace Telemetry.Tools.Server;

/// <summary>What changed between two periods.</summary>
internal static class UsageChanges
{
    public static IReadOnlyDictionary<string, UsageChange> Between(UsageFigures now, UsageFigures then) => new Dictionary<string, UsageChange>
    {
        ["total_requests"] = Of(now.TotalRequests, then.TotalRequests),
        ["total_tokens_requested"] = Of(now.TotalTokensRequested, then.TotalTokensRequested),
        ["total_tokens_used"] = Of(now.TotalTokensUsed, then.TotalTokensUsed),
        ["total_cost_usd"] = OfMoney(now.TotalCostUsd, then.TotalCostUsd),
        ["average_response_time_ms"] = Of(now.AverageResponseTimeMs, then.AverageResponseTimeMs),
        ["success_rate"] = Of(now.SuccessRate, then.SuccessRate),
        ["cache_hit_rate"] = Of(now.CacheHitRate, then.CacheHitRate),
        ["p50_response_time_ms"] = Of(now.P50ResponseTimeMs, then.P50ResponseTimeMs),
        ["p95_response_time_ms"] = Of(now.P95ResponseTimeMs, then.P95ResponseTimeMs),
        ["unpriced_requests"] = Of(now.UnpricedRequests, then.UnpricedRequests),
    };

    private static UsageChange Of(long now, long then) => new(now - then, then == 0 ? null : (double)((decimal)(now - then) / then));

    // In decimals, so that 0.3 − 0.1 is 0.2.
    private static UsageChange Of(double? now, double? then) => now is { } a && then is { } b
        ? new((double)((decimal)a - (decimal)b), b == 0 ? null : (double)(((decimal)a - (decimal)b) / (decimal)b))
        : new(null, null);

    private static UsageChange OfMoney(string now, string then)
    {
        var (a, b) = (decimal.Parse(now, CultureInfo.InvariantCulture), decimal.Parse(then, CultureInfo.InvariantCulture));
        return new((a - b).ToString("0.#########", CultureInfo.InvariantCulture), b == 0 ? null : (double)((a - b) / b));
    }
}
