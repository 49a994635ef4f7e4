using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>Makes events of what logs say: adds the cost, and where a request has grown since it was written, only what was added.</summary>
internal static class UsageEvents
{
    /// <summary>Value of <c>price_version</c> where the model's price is unknown and the cost is the one that the source logged.</summary>
    public const string LoggedPrice = "logged";

    private const string GrownMark = "#grown=";

    /// <summary>The event for a row.</summary>
    /// <param name="row">The request as it stands now.</param>
    /// <param name="written">What earlier events have told already; <see langword="null"/> where there are none.</param>
    /// <param name="prices">The prices.</param>
    /// <param name="machine">This machine's id.</param>
    public static LlmUsage Of(UsageRecord row, TokenCounts? written, PriceLookup prices, string? machine)
    {
        var isGrown = written is not null;
        var tokens = written is { } before ? row.Tokens.GrowthSince(before) : row.Tokens;
        var (cost, version) = Cost(row, written, prices);
        return new LlmUsage
        {
            Timestamp = row.Timestamp,
            Source = row.Source,
            Provider = row.Provider,
            Model = row.Model,
            SessionId = row.SessionId,
            ParentSessionId = row.ParentSessionId,
            IsSubagent = row.IsSubagent,
            AgentType = row.AgentType,
            Project = row.Project,
            Branch = row.Branch,
            Machine = machine,
            Requests = isGrown ? 0 : row.Requests,
            InputTokens = tokens.Input,
            CacheReadTokens = tokens.CacheRead,
            CacheWrite5mTokens = tokens.CacheWrite5m,
            CacheWrite1hTokens = tokens.CacheWrite1h,
            CacheWriteUnknownTokens = tokens.CacheWriteUnknown,
            OutputTokens = tokens.Output,
            ReasoningTokens = row.KnowsReasoning ? tokens.Reasoning : null,
            ServiceTier = row.ServiceTier,
            Speed = row.Speed,
            LoggedCostUsd = isGrown ? null : row.LoggedCostUsd,
            CostUsd = cost,
            PriceVersion = version,
            TimestampApproximated = row.TimestampApproximated,
            ModelInferred = row.ModelInferred,
            DedupKey = written is { } told ? string.Create(CultureInfo.InvariantCulture, $"{row.Key}{GrownMark}{told.Total + tokens.Total}") : row.Key,
        };
    }

    /// <summary>The key of the request that an event tells of, and whether it adds to an earlier event.</summary>
    public static (string Key, bool IsGrowth) KeyOf(LlmUsage usage)
    {
        var key = usage.DedupKey!;
        var mark = usage.Requests == 0 ? key.LastIndexOf(GrownMark, StringComparison.Ordinal) : -1;
        return mark > 0 ? (key[..mark], true) : (key, false);
    }

    /// <summary>The token classes of an event.</summary>
    public static TokenCounts TokensOf(LlmUsage usage) => new(
        usage.InputTokens,
        usage.CacheReadTokens,
        usage.CacheWrite5mTokens,
        usage.CacheWrite1hTokens,
        usage.CacheWriteUnknownTokens,
        usage.OutputTokens,
        usage.ReasoningTokens ?? 0);

    private static (decimal? Cost, string? Version) Cost(UsageRecord row, TokenCounts? written, PriceLookup prices)
    {
        // Which tier each request of a sum fell under is not known.
        if (row is { IsSum: true, LoggedCostUsd: { } summed }) return (summed, LoggedPrice);
        if (prices.Find(row.Model, row.Provider, row.Timestamp) is not { } price)
        {
            return row.LoggedCostUsd is { } logged && written is null ? (logged, LoggedPrice) : (null, null);
        }

        if (written is not { } before) return (CostOf(row.Tokens), prices.Version);

        // The whole prompt decides on the tier, so that what was added is the difference of two whole costs.
        return (CostOf(before + row.Tokens.GrowthSince(before)) - CostOf(before), prices.Version);

        decimal CostOf(in TokenCounts tokens) => CostBreakdown.Of(price, tokens, row.Requests, row.ServiceTier, row.Speed).Total;
    }
}
