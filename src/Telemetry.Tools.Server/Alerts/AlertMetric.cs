using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>A figure that a rule watches.</summary>
/// <param name="Name">As rules name it.</param>
/// <param name="Of">The figure of some usage; <see langword="null"/> where there is nothing to compute it from.</param>
/// <param name="NeedsTimes">Whether histograms of response times are read for it.</param>
internal sealed record AlertMetric(string Name, Func<UsageCell, decimal?> Of, bool NeedsTimes = false)
{
    public static AlertMetric Requests { get; } = new("requests", cell => cell.Sums.Requests);

    /// <summary>All metrics.</summary>
    public static IReadOnlyList<AlertMetric> All { get; } =
    [
        Requests,
        new("tokens_used", cell => cell.Sums.TokensUsed),
        new("tokens_requested", cell => cell.Sums.TokensRequested),
        new("cost_usd", cell => Nanos.ToDecimal(cell.Sums.CostNanos)),
        new("errors", cell => cell.Sums.Requests - cell.Sums.Successes),
        new("error_rate", cell => Share(cell.Sums.Requests - cell.Sums.Successes, cell.Sums.Requests)),
        new("success_rate", cell => Share(cell.Sums.Successes, cell.Sums.Requests)),
        new("response_time", cell => Share(cell.Sums.ResponseMicros, cell.Sums.Timed) / 1_000),
        new("p50_response_time", cell => cell.PercentileMicros(50) / 1_000m, NeedsTimes: true),
        new("p95_response_time", cell => cell.PercentileMicros(95) / 1_000m, NeedsTimes: true),
        new("cache_hit_rate", cell => Share(cell.Sums.CacheHits, cell.Sums.CacheKnown)),
        new("unpriced_requests", cell => cell.Sums.Unpriced),
    ];

    /// <summary>The metric of that name.</summary>
    public static AlertMetric Find(string name) => All.First(metric => metric.Name == name);

    private static decimal? Share(long part, long whole) => whole == 0 ? null : (decimal)part / whole;
}
