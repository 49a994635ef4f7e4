using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>What earlier imports took of sums that grow, such as a day of a report: read from the stream itself, and subtracted.</summary>
internal sealed class SumsTaken
{
    private const string Mark = "#total=";

    private readonly Dictionary<string, (TokenCounts Tokens, decimal Cost)> _taken = new(StringComparer.Ordinal);

    public SumsTaken(IEnumerable<LlmUsage> events)
    {
        foreach (var usage in events)
        {
            if (usage.DedupKey is not { } key || key.LastIndexOf(Mark, StringComparison.Ordinal) is not (> 0 and var at)) continue;
            Add(key[..at], UsageEvents.TokensOf(usage), usage.LoggedCostUsd ?? 0);
        }
    }

    /// <summary>What a sum says that was not taken yet, or <see langword="null"/> where that is nothing.</summary>
    public UsageRecord? Rest(UsageRecord sum)
    {
        var isKnown = _taken.TryGetValue(sum.Key, out var before);
        var tokens = sum.Tokens.GrowthSince(before.Tokens);
        if (isKnown && tokens.Total == 0) return null;
        Add(sum.Key, tokens, Math.Max(0, (sum.LoggedCostUsd ?? 0) - before.Cost));
        return new UsageRecord
        {
            Source = sum.Source,
            Key = string.Create(CultureInfo.InvariantCulture, $"{sum.Key}{Mark}{sum.Tokens.Total}"),
            IsSum = true,
            Timestamp = sum.Timestamp,
            TimestampApproximated = sum.TimestampApproximated,
            Model = sum.Model,
            SessionId = sum.SessionId,
            Project = sum.Project,
            Tokens = tokens,
            Requests = isKnown ? 0 : 1,
            LoggedCostUsd = sum.LoggedCostUsd is { } cost ? Math.Max(0, cost - before.Cost) : null,
        };
    }

    private void Add(string key, TokenCounts tokens, decimal cost)
    {
        var before = _taken.GetValueOrDefault(key);
        _taken[key] = (before.Tokens + tokens, before.Cost + cost);
    }
}
