using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>Makes events of what logs say: adds the cost, and where a request has grown since it was written, only what was added.</summary>
internal static class UsageEvents
{
    /// <summary>Value of <c>price_version</c> where the model's price is unknown and the cost is the one that the source logged.</summary>
    public const string LoggedPrice = "logged";

    private const string GrownMark = "#output=";

    /// <summary>The event for a row.</summary>
    /// <param name="row">The request as it stands now.</param>
    /// <param name="writtenOutput">Output that an earlier event has told already; negative where there is none.</param>
    /// <param name="prices">The prices.</param>
    /// <param name="machine">This machine's id.</param>
    public static LlmUsage Of(UsageRecord row, long writtenOutput, PriceLookup prices, string? machine)
    {
        var isGrown = writtenOutput >= 0;
        var tokens = isGrown ? new TokenCounts(0, 0, 0, 0, 0, row.Tokens.Output - writtenOutput) : row.Tokens;
        var (cost, version) = Cost(row, writtenOutput, prices);
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
            DedupKey = isGrown ? string.Create(CultureInfo.InvariantCulture, $"{row.Key}{GrownMark}{row.Tokens.Output}") : row.Key,
        };
    }

    /// <summary>A request's key and its output so far, from an event's.</summary>
    public static (string Key, long Output) KeyOf(LlmUsage usage)
    {
        var key = usage.DedupKey!;
        var mark = key.LastIndexOf(GrownMark, StringComparison.Ordinal);
        return mark > 0 && long.TryParse(key.AsSpan(mark + GrownMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var output)
            ? (key[..mark], output)
            : (key, usage.OutputTokens);
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

    private static (decimal? Cost, string? Version) Cost(UsageRecord row, long writtenOutput, PriceLookup prices)
    {
        // Which tier each request of a sum fell under is not known.
        if (row is { IsSum: true, LoggedCostUsd: { } summed }) return (summed, LoggedPrice);
        if (prices.Find(row.Model, row.Provider, row.Timestamp) is not { } price)
        {
            return row.LoggedCostUsd is { } logged && writtenOutput < 0 ? (logged, LoggedPrice) : (null, null);
        }

        var cost = CostBreakdown.Of(price, row.Tokens, row.Requests, row.ServiceTier, row.Speed).Total;

        // The whole prompt decides on the tier, so that what was added is the difference of two whole costs.
        if (writtenOutput >= 0) cost -= CostBreakdown.Of(price, row.Tokens with { Output = writtenOutput }, row.Requests, row.ServiceTier, row.Speed).Total;
        return (cost, prices.Version);
    }
}
