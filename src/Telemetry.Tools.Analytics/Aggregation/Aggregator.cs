namespace Telemetry.Tools.Analytics;

/// <summary>One worker's part of an aggregation.</summary>
internal sealed class Aggregator : IRowSink
{
    private readonly RowScope[] _scopes;
    private readonly bool[] _holds;
    private readonly RoleSlots _roles;
    private readonly MeasuredCells _cells;
    private readonly KeyColumn[] _keys;
    private readonly BucketClock[] _clocks;
    private readonly GroupAccumulator[] _groups;

    public Aggregator(AggregationPlan plan)
    {
        _scopes = [.. plan.Scopes];
        _holds = new bool[_scopes.Length];
        _roles = new RoleSlots(plan.Layout, plan.Slots);
        var fields = plan.Groups.SelectMany(group => group.Fields).Distinct().ToArray();
        _cells = new MeasuredCells([.. fields.Select(field => new MeasuredColumn(field, plan.Slots[field.Index]))], [.. fields.Select(field => NeedsOf(plan, field))]);
        var keys = plan.Groups.Select(group => group.By).OfType<Column>().Distinct().ToDictionary(column => column, column => new KeyColumn(column, plan.Slots[column.Index]));
        var clocks = plan.Groups.Select(group => group.Bucket).Where(bucket => bucket != TimeBucket.None).Distinct().ToDictionary(bucket => bucket, bucket => new BucketClock(bucket));
        (_keys, _clocks) = ([.. keys.Values], [.. clocks.Values]);
        _groups = [.. plan.Groups.Select(group => new GroupAccumulator(
            group,
            group.By is null ? null : keys[group.By],
            group.Bucket == TimeBucket.None ? null : clocks[group.Bucket],
            [.. group.Fields.Select(field => Array.IndexOf(fields, field))]))];
    }

    /// <summary>Time of the earliest event that any query is about.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>Time of the latest one.</summary>
    public long Last { get; private set; } = long.MinValue;

    public IReadOnlyList<GroupAccumulator> Groups => _groups;

    public void Accept(Row row, ReadOnlySpan<byte> line)
    {
        var hasTime = _roles.TryGetTime(row, out var time);
        if (!LookAtScopes(row, hasTime, time)) return;
        if (hasTime) LookAtTime(time);
        _cells.Look(row);
        foreach (var key in _keys) key.Look(row);
        var outcome = _roles.Outcome(row);
        foreach (var group in _groups)
        {
            if (_holds[group.Scope]) group.Add(outcome, hasTime, _cells);
        }
    }

    private bool LookAtScopes(Row row, bool hasTime, long time)
    {
        var any = false;
        for (var i = 0; i < _scopes.Length; i++) any |= _holds[i] = _scopes[i].Holds(row, hasTime, time);
        return any;
    }

    private void LookAtTime(long time)
    {
        if (time < First) First = time;
        if (time > Last) Last = time;
        foreach (var clock in _clocks) clock.Look(time);
    }

    private static FieldNeeds NeedsOf(AggregationPlan plan, Column field)
    {
        var needs = FieldNeeds.None;
        foreach (var group in plan.Groups)
        {
            for (var i = 0; i < group.Fields.Count; i++)
            {
                if (group.Fields[i] == field) needs |= group.Needs[i];
            }
        }

        return needs;
    }
}
