namespace Telemetry.Tools.Analytics;

/// <summary>The groups that are about the same events. What they need of a block of events is looked up once, then each group goes through all of them.</summary>
internal sealed class ScopeAggregator
{
    private readonly PickedEvents _picked;
    private readonly MeasuredBlock[] _fields;
    private readonly KeyColumn[] _keys;
    private readonly BucketClock[] _clocks;

    public ScopeAggregator(RowScope scope, AggregationPlan plan, GroupPlan[] groups)
    {
        _picked = new PickedEvents(scope);
        var fields = groups.SelectMany(group => group.Fields).Distinct().ToDictionary(
            field => field, field => new MeasuredBlock(new MeasuredColumn(field, plan.Slots[field.Index]), NeedsOf(groups, field)));
        var keys = groups.Select(group => group.By).OfType<Column>().Distinct().ToDictionary(column => column, column => new KeyColumn(column, plan.Slots[column.Index]));
        var clocks = groups.Select(group => group.Bucket).Where(bucket => bucket != TimeBucket.None).Distinct().ToDictionary(bucket => bucket, bucket => new BucketClock(bucket));
        (_fields, _keys, _clocks) = ([.. fields.Values], [.. keys.Values], [.. clocks.Values]);
        Groups = [.. groups.Select(group => new GroupAccumulator(
            group,
            group.By is null ? null : keys[group.By],
            group.Bucket == TimeBucket.None ? null : clocks[group.Bucket],
            [.. group.Fields.Select(field => fields[field])]))];
    }

    /// <summary>The figures of the groups.</summary>
    public GroupAccumulator[] Groups { get; }

    /// <summary>Time of the earliest event.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>Time of the latest one.</summary>
    public long Last { get; private set; } = long.MinValue;

    /// <summary>Adds those of the events that it is about.</summary>
    public void Add(in EventBlock all)
    {
        var events = _picked.From(all);
        if (events.Rows.IsEmpty) return;
        var spread = TimeSpread.Of(events.Times);
        First = Math.Min(First, spread.First);
        Last = Math.Max(Last, spread.Last);
        foreach (var field in _fields) field.Look(events.Rows);
        foreach (var key in _keys) key.Look(events.Rows);
        foreach (var clock in _clocks) clock.Look(events.Times, spread);
        foreach (var group in Groups) group.Add(events.Outcomes);
    }

    private static FieldNeeds NeedsOf(GroupPlan[] groups, Column field)
    {
        var needs = FieldNeeds.None;
        foreach (var group in groups)
        {
            for (var i = 0; i < group.Fields.Count; i++)
            {
                if (group.Fields[i] == field) needs |= group.Needs[i];
            }
        }

        return needs;
    }
}
