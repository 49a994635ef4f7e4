namespace Telemetry.Tools.Analytics;

/// <summary>One worker's part of an aggregation.</summary>
internal sealed class Aggregator : IRowSink
{
    private readonly RoleSlots _roles;
    private readonly ScopeAggregator[] _scopes;

    public Aggregator(AggregationPlan plan)
    {
        _roles = new RoleSlots(plan.Layout, plan.Slots);
        _scopes = [.. plan.Scopes.Select((scope, index) => new ScopeAggregator(scope, plan, [.. plan.Groups.Where(group => group.Scope == index)]))];
    }

    /// <summary>Time of the earliest event that any query is about.</summary>
    public long First => _scopes.Min(scope => scope.First);

    /// <summary>Time of the latest one.</summary>
    public long Last => _scopes.Max(scope => scope.Last);

    /// <inheritdoc/>
    public void Accept(Row row, ReadOnlySpan<byte> line)
    {
        var hasTime = _roles.TryGetTime(row, out var time);
        foreach (var scope in _scopes)
        {
            if (scope.Rows.Holds(row, hasTime, time)) scope.Add(row, hasTime, time, _roles.OutcomeOf(row));
        }
    }

    /// <summary>The figures of all groups; no row may come behind.</summary>
    public IEnumerable<GroupAccumulator> Finish() => _scopes.SelectMany(scope => scope.Finish());
}
