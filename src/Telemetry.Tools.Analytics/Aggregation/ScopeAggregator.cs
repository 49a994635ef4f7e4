using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Analytics;

/// <summary>The groups that are about the same events. What they need of a row is kept for a block of rows, so that each group goes through many at a time.</summary>
internal sealed class ScopeAggregator
{
    /// <summary>Rows of a block.</summary>
    public const int BlockSize = 64;

    private readonly byte[] _outcomes = new byte[BlockSize];
    private readonly MeasuredBlock[] _fields;
    private readonly KeyColumn[] _keys;
    private readonly BucketClock[] _clocks;
    private readonly GroupAccumulator[] _groups;
    private int _rows;

    public ScopeAggregator(RowScope rows, AggregationPlan plan, GroupPlan[] groups)
    {
        Rows = rows;
        var fields = groups.SelectMany(group => group.Fields).Distinct().ToDictionary(
            field => field, field => new MeasuredBlock(new MeasuredColumn(field, plan.Slots[field.Index]), NeedsOf(groups, field)));
        var keys = groups.Select(group => group.By).OfType<Column>().Distinct().ToDictionary(column => column, column => new KeyColumn(column, plan.Slots[column.Index]));
        var clocks = groups.Select(group => group.Bucket).Where(bucket => bucket != TimeBucket.None).Distinct().ToDictionary(bucket => bucket, bucket => new BucketClock(bucket));
        (_fields, _keys, _clocks) = ([.. fields.Values], [.. keys.Values], [.. clocks.Values]);
        _groups = [.. groups.Select(group => new GroupAccumulator(
            group,
            group.By is null ? null : keys[group.By],
            group.Bucket == TimeBucket.None ? null : clocks[group.Bucket],
            [.. group.Fields.Select(field => fields[field])]))];
    }

    /// <summary>Which rows are to be added.</summary>
    public RowScope Rows { get; }

    /// <summary>Time of the earliest row.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>Time of the latest one.</summary>
    public long Last { get; private set; } = long.MinValue;

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="hasTime">Whether it says when it happened.</param>
    /// <param name="time">Microseconds since 1970.</param>
    /// <param name="outcome">Succeeded, failed, or neither.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Row row, bool hasTime, long time, Outcome outcome)
    {
        var at = _rows;
        _outcomes[at] = (byte)outcome;
        if (hasTime) LookAtTime(time);
        foreach (var field in _fields) field.Look(row, at);
        foreach (var key in _keys) key.Look(row, at);
        foreach (var clock in _clocks) clock.Look(hasTime, time, at);
        _rows = at + 1;
        if (_rows == BlockSize) AddBlock();
    }

    /// <summary>The figures of the groups; no row may come behind.</summary>
    public IReadOnlyList<GroupAccumulator> Finish()
    {
        AddBlock();
        return _groups;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LookAtTime(long time)
    {
        if (time < First) First = time;
        if (time > Last) Last = time;
    }

    private void AddBlock()
    {
        foreach (var group in _groups) group.Add(_outcomes.AsSpan(0, _rows));
        _rows = 0;
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
