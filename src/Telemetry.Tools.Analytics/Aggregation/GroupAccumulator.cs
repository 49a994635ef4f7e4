namespace Telemetry.Tools.Analytics;

/// <summary>One worker's figures for one way to group.</summary>
internal sealed class GroupAccumulator
{
    private readonly KeyColumn? _key;
    private readonly BucketClock? _clock;
    private readonly int[] _measured;
    private readonly FieldNeeds[] _needs;
    private readonly Dictionary<long, int>? _pairs;
    private readonly List<long> _pairKeys = [];
    private Counts[] _counts = new Counts[16];
    private FieldTotals[] _fields;
    private int _used;

    public GroupAccumulator(GroupPlan plan, KeyColumn? key, BucketClock? clock, int[] measured)
    {
        (Plan, Scope, _key, _clock, _measured) = (plan, plan.Scope, key, clock, measured);
        _needs = [.. plan.Needs];
        _fields = new FieldTotals[16 * measured.Length];
        _pairs = key is not null && clock is not null ? [] : null;
    }

    public GroupPlan Plan { get; }

    /// <summary>Index of the scope that decides about its rows.</summary>
    public int Scope { get; }

    public void Add(int outcome, bool hasTime, MeasuredCells cells)
    {
        if (_clock is not null && !hasTime) return;
        var group = GroupNow();
        if (group >= _used) Use(group);
        ref var counts = ref _counts[group];
        counts.All++;
        if (outcome > 0) counts.Good++;
        else if (outcome < 0) counts.Bad++;
        var first = group * _measured.Length;
        for (var i = 0; i < _measured.Length; i++)
        {
            ref var cell = ref cells[_measured[i]];
            if (cell.IsThere) _fields[first + i].Add(cell, _needs[i]);
        }
    }

    /// <summary>Adds this worker's groups to those of all.</summary>
    public void MergeInto(Dictionary<GroupKey, GroupTotals> groups)
    {
        for (var group = 0; group < _used; group++)
        {
            if (_counts[group].All == 0) continue;
            var key = KeyOf(group);
            if (!groups.TryGetValue(key, out var totals)) groups[key] = totals = new GroupTotals(_measured.Length);
            Merge(totals, group);
        }
    }

    private void Merge(GroupTotals totals, int group)
    {
        totals.Count += _counts[group].All;
        totals.Successes += _counts[group].Good;
        totals.Failures += _counts[group].Bad;
        for (var i = 0; i < _measured.Length; i++) totals.Fields[i].Merge(_fields[(group * _measured.Length) + i]);
    }

    private GroupKey KeyOf(int group)
    {
        if (_pairs is null) return new GroupKey(_clock?.StartOf(group) ?? 0, _key?.KeyOf(group));
        var pair = _pairKeys[group];
        return new GroupKey(_clock!.StartOf((int)(pair >> 32)), _key!.KeyOf((int)pair));
    }

    private int GroupNow()
    {
        if (_pairs is null) return _key is not null ? _key.Current : _clock is not null ? _clock.Current : 0;
        var pair = ((long)_clock!.Current << 32) | (uint)_key!.Current;
        if (_pairs.TryGetValue(pair, out var group)) return group;
        _pairs.Add(pair, _pairKeys.Count);
        _pairKeys.Add(pair);
        return _pairKeys.Count - 1;
    }

    private void Use(int group)
    {
        _used = group + 1;
        if (_used <= _counts.Length) return;
        var size = Math.Max(_used, _counts.Length * 2);
        Array.Resize(ref _counts, size);
        Array.Resize(ref _fields, size * _measured.Length);
    }

    private struct Counts
    {
        public long All;
        public long Good;
        public long Bad;
    }
}
