namespace Telemetry.Tools.Analytics;

/// <summary>Answers <c>usage</c>: tokens and cost by day, week, month, hour, session, model, project, branch, machine or block of five hours.</summary>
public static class UsageReport
{
    /// <summary>Reads the store's <c>llm-usage</c> and sums it up. Works where recording is off, too.</summary>
    /// <param name="store">The store.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static UsageResult Run(EventStore store, UsageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var rejected = store.Rejected.Count;
        var result = Run(() => store.Read<LlmUsage>(query.Since, query.Until), query, cancellationToken);
        return result with { Rejected = store.Rejected.Count - rejected };
    }

    /// <summary>Sums up events from anywhere.</summary>
    /// <param name="read">Reads the events; may be called twice.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static UsageResult Run(Func<IEnumerable<LlmUsage>> read, UsageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(query);
        var all = new UsageGroupSum();
        var conditions = query.Where.Select(UsageCondition.Of).ToList();
        var events = Counted(query.Reprice is { } prices ? Repricing.Of(read, prices) : read(), query, conditions, all, cancellationToken);
        var rows = query.Group == UsageGroup.Blocks ? UsageBlocks.Of(events, query.Now) : Grouped(events, query);
        var unpriced = all.Models().Where(m => m.Totals.UnpricedRequests > 0).Select(m => (m.Model, m.Totals.UnpricedRequests)).ToList();
        return new UsageResult(query.Group, query.Since, query.Until, query.Zone.Id, all.Totals, rows, unpriced);
    }

    private static IEnumerable<LlmUsage> Counted(
        IEnumerable<LlmUsage> events, UsageQuery query, List<UsageCondition> conditions, UsageGroupSum all, CancellationToken cancellationToken)
    {
        foreach (var usage in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (usage.Timestamp < query.Since || usage.Timestamp >= query.Until || !query.Filter.Matches(usage) || !conditions.TrueForAll(c => c.Holds(usage))) continue;
            all.Add(usage);
            yield return usage;
        }
    }

    private static IReadOnlyList<UsageRow> Grouped(IEnumerable<LlmUsage> events, UsageQuery query)
    {
        var keys = new UsageKeys(query.Group, query.Zone);
        var groups = new Dictionary<string, UsageGroupSum>(StringComparer.Ordinal);
        UsageGroupSum? unknown = null;
        foreach (var usage in events)
        {
            if (keys.Of(usage) is not { } key) (unknown ??= new UsageGroupSum()).Add(usage);
            else Group(groups, key).Add(usage);
        }

        var rows = groups.Select(g => g.Value.Row(g.Key)).ToList();
        if (unknown is not null) rows.Add(unknown.Row(null));
        return keys.IsTime
            ? [.. rows.OrderBy(r => r.First)]
            : [.. rows.OrderByDescending(r => r.Totals.CostUsd ?? -1).ThenByDescending(r => r.Totals.Tokens.Total).ThenBy(r => r.Key, StringComparer.Ordinal)];
    }

    private static UsageGroupSum Group(Dictionary<string, UsageGroupSum> groups, string key)
    {
        if (!groups.TryGetValue(key, out var group)) groups[key] = group = new UsageGroupSum();
        return group;
    }
}
