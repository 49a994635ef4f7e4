namespace Telemetry.Tools.Analytics;

/// <summary>One worker's part of an aggregation.</summary>
internal sealed class Aggregator : IRowSink
{
    private readonly RoleSlots _roles;
    private readonly ScopeAggregator[] _scopes;
    private readonly long[] _times = new long[EventBlock.Size];
    private readonly byte[] _outcomes = new byte[EventBlock.Size];

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
    public void Accept(ReadOnlySpan<Row> rows)
    {
        var times = _times.AsSpan(0, rows.Length);
        var outcomes = _outcomes.AsSpan(0, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            times[i] = _roles.TryGetTime(rows[i], out var time) ? time : EventBlock.NoTime;
            outcomes[i] = (byte)_roles.OutcomeOf(rows[i]);
        }

        var events = new EventBlock(rows, times, outcomes);
        foreach (var scope in _scopes) scope.Add(events);
    }

    /// <summary>The figures of all groups; no row may come behind.</summary>
    public IEnumerable<GroupAccumulator> Finish() => _scopes.SelectMany(scope => scope.Groups);
}
