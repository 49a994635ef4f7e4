namespace Telemetry.Tools.Server;

/// <summary>The rules that each tenant begins with.</summary>
internal static class AlertDefaults
{
    public static IReadOnlyList<AlertTerms> All { get; } =
    [
        Of("High token usage", "More than 10,000 tokens in an hour.", "usage_spike", "high", "tokens_used", ">", 10_000, 60),
        Of("Daily cost", "More than 100 USD in 24 hours.", "cost_threshold", "medium", "cost_usd", ">", 100, 1_440),
        Of("High error rate", "More than a tenth of an hour's requests failed.", "error_rate", "high", "error_rate", ">", 0.1m, 60),
        Of("Slow responses", "An hour's requests took more than 2,000 ms on average.", "performance", "medium", "response_time", ">", 2_000, 60),
        Of("Low cache hit rate", "Less than half of an hour's requests were answered from a cache, of those that say.", "cache", "low", "cache_hit_rate", "<", 0.5m, 60),
    ];

    private static AlertTerms Of(string name, string description, string type, string severity, string metric, string comparison, decimal threshold, int minutes) => new()
    {
        Name = name,
        Description = description,
        Type = type,
        Severity = severity,
        Metric = AlertMetric.Find(metric),
        Operator = comparison,
        Threshold = threshold,
        WindowMinutes = minutes,
    };
}
