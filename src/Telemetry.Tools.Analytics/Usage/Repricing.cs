namespace Telemetry.Tools.Analytics;

/// <summary>Computes the costs of events anew. A request that grew after it was written stands in several events, of which only the first tells its prompt: they are priced as one.</summary>
internal static class Repricing
{
    /// <summary>The events with costs by these prices.</summary>
    /// <param name="read">Reads the events; is called twice.</param>
    /// <param name="prices">The prices.</param>
    public static IEnumerable<LlmUsage> Of(Func<IEnumerable<LlmUsage>> read, PriceLookup prices)
    {
        var grown = new Dictionary<string, TokenCounts>(StringComparer.Ordinal);
        foreach (var usage in read())
        {
            if (IsGrowth(usage, out var key)) grown[key] = grown.GetValueOrDefault(key) + UsageEvents.TokensOf(usage);
        }

        foreach (var usage in read())
        {
            if (usage is { Source: AgentSource.Ccusage, LoggedCostUsd: not null })
            {
                // A sum of requests of unknown number: which tier each fell under is not known.
                yield return usage;
                continue;
            }

            // What was added later is in the cost of the request's first event.
            if (IsGrowth(usage, out _)) yield return usage with { CostUsd = 0m, PriceVersion = prices.Version };
            else yield return Priced(usage, grown, prices);
        }
    }

    private static LlmUsage Priced(LlmUsage usage, Dictionary<string, TokenCounts> grown, PriceLookup prices)
    {
        var tokens = UsageEvents.TokensOf(usage);
        if (usage.DedupKey is { } key && grown.TryGetValue(key, out var more)) tokens += more;
        var cost = prices.Cost(usage.Model, usage.Provider, usage.Timestamp, tokens, usage.Requests, usage.ServiceTier, usage.Speed);
        if (cost is { } known) return usage with { CostUsd = known.Total, PriceVersion = prices.Version };
        return usage with { CostUsd = usage.LoggedCostUsd, PriceVersion = usage.LoggedCostUsd is null ? null : UsageEvents.LoggedPrice };
    }

    private static bool IsGrowth(LlmUsage usage, out string key)
    {
        (key, var isGrowth) = usage.DedupKey is null ? ("", false) : UsageEvents.KeyOf(usage);
        return isGrowth;
    }
}
