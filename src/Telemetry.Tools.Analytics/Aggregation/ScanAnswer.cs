namespace Telemetry.Tools.Analytics;

/// <summary>Answers of one pass over a stream's files.</summary>
/// <param name="Answers">One a query, in order.</param>
/// <param name="Totals">What was read and left out.</param>
/// <param name="First">Time of the earliest event that a query is about.</param>
/// <param name="Last">Time of the latest.</param>
internal sealed record ScanAnswer(IReadOnlyList<QueryAnswer> Answers, ScanTotals Totals, DateTimeOffset? First, DateTimeOffset? Last)
{
    /// <summary>The groups of each query before the small ones are added up.</summary>
    public required IReadOnlyList<QueryGroups> Groups { get; init; }
}

/// <summary>The groups behind a query's answer.</summary>
/// <param name="Totals">Their figures; shared with other queries that group so.</param>
/// <param name="Fields">Where each of the query's measures finds its field among them; -1 for counts.</param>
internal sealed record QueryGroups(IReadOnlyDictionary<GroupKey, GroupTotals> Totals, IReadOnlyList<int> Fields);
