namespace Telemetry.Tools.Analytics;

/// <summary>One worker's figures for one way to group.</summary>
internal sealed class GroupAccumulator
{
    private const int Outcomes = 3;

    // All rows in one group.
    private static readonly int[] One = new int[EventBlock.Size];

    private readonly KeyColumn? _key;
    private readonly BucketClock? _clock;
    private readonly MeasuredBlock[] _measured;
    private readonly FieldNeeds[] _needs;
    private readonly KeyBuckets? _pairs;
    private readonly FieldTotals[][] _fields;
    private long[] _counts;

    public GroupAccumulator(GroupPlan plan, KeyColumn? key, BucketClock? clock, MeasuredBlock[] measured)
    {
        (Plan, _key, _clock, _measured) = (plan, key, clock, measured);
        _needs = [.. plan.Needs];
        _counts = new long[16 * Outcomes];
        _fields = [.. measured.Select(_ => new FieldTotals[16])];
        _pairs = key is not null && clock is not null ? new KeyBuckets(key, clock) : null;
    }

    public GroupPlan Plan { get; }

    // Whether all events of the block are in one group, that of the first.
    private bool IsOne => _key is null && _clock is not { IsOne: false };

    private int Groups => _pairs?.Count ?? _key?.Count ?? _clock?.Count ?? 1;

    /// <summary>Adds a block of events, of which key, clock and fields know the rest.</summary>
    /// <param name="outcomes">How each ended.</param>
    public void Add(ReadOnlySpan<byte> outcomes)
    {
        var groups = NumbersOf(outcomes.Length);
        MakeRoom();
        if (IsOne) AddCounts(groups[0], outcomes);
        else AddCounts(groups, outcomes);
        for (var i = 0; i < _measured.Length; i++) AddField(groups, _measured[i], _fields[i], _needs[i]);
    }

    /// <summary>Adds this worker's groups to those of all.</summary>
    public void MergeInto(Dictionary<GroupKey, GroupTotals> groups)
    {
        for (var group = 0; group < Groups; group++)
        {
            var counts = _counts.AsSpan(group * Outcomes, Outcomes);
            if (!counts.ContainsAnyExcept(0)) continue;
            var key = _pairs?.KeyOf(group) ?? new GroupKey(_clock?.StartOf(group) ?? 0, _key?.KeyOf(group));
            if (!groups.TryGetValue(key, out var totals)) groups[key] = totals = new GroupTotals(_measured.Length);
            totals.Count += counts[(int)Outcome.Unknown] + counts[(int)Outcome.Success] + counts[(int)Outcome.Failure];
            totals.Successes += counts[(int)Outcome.Success];
            totals.Failures += counts[(int)Outcome.Failure];
            for (var i = 0; i < _measured.Length; i++) totals.Fields[i].Merge(_fields[i][group]);
        }
    }

    private void AddCounts(ReadOnlySpan<int> groups, ReadOnlySpan<byte> outcomes)
    {
        var counts = _counts;
        for (var row = 0; row < groups.Length; row++)
        {
            if (groups[row] >= 0) counts[(groups[row] * Outcomes) + outcomes[row]]++;
        }
    }

    private void AddCounts(int group, ReadOnlySpan<byte> outcomes)
    {
        var counts = _counts.AsSpan(group * Outcomes, Outcomes);
        for (var outcome = 0; outcome < Outcomes; outcome++) counts[outcome] += outcomes.Count((byte)outcome);
    }

    private static void AddField(ReadOnlySpan<int> groups, MeasuredBlock field, FieldTotals[] totals, FieldNeeds needs)
    {
        if ((needs & FieldNeeds.Extremes) != 0) AddExtremes(groups, field, totals);
        if (field.IsWhole) AddWholes(groups, field, totals);
        else AddNanos(groups, field, totals);
        if ((needs & (FieldNeeds.Histogram | FieldNeeds.Values)) != 0) AddToSpreads(groups, field, totals, needs);
    }

    private static void AddExtremes(ReadOnlySpan<int> groups, MeasuredBlock field, FieldTotals[] totals)
    {
        var isThere = field.IsThere[..groups.Length];
        for (var row = 0; row < groups.Length; row++)
        {
            if (isThere[row] && groups[row] >= 0) totals[groups[row]].AddExtremes(field.IsWhole ? field.Exact[row] : field.Nanos[row]);
        }
    }

    private static void AddWholes(ReadOnlySpan<int> groups, MeasuredBlock field, FieldTotals[] totals)
    {
        var isThere = field.IsThere[..groups.Length];
        var values = field.Exact[..groups.Length];
        for (var row = 0; row < groups.Length; row++)
        {
            if (isThere[row] && groups[row] >= 0) totals[groups[row]].Add(values[row]);
        }
    }

    private static void AddNanos(ReadOnlySpan<int> groups, MeasuredBlock field, FieldTotals[] totals)
    {
        var isThere = field.IsThere[..groups.Length];
        for (var row = 0; row < groups.Length; row++)
        {
            if (isThere[row] && groups[row] >= 0) totals[groups[row]].Add(field.Nanos[row]);
        }
    }

    private static void AddToSpreads(ReadOnlySpan<int> groups, MeasuredBlock field, FieldTotals[] totals, FieldNeeds needs)
    {
        var isThere = field.IsThere[..groups.Length];
        var values = field.Exact[..groups.Length];
        var buckets = field.Buckets[..groups.Length];
        if ((needs & FieldNeeds.Values) != 0)
        {
            for (var row = 0; row < groups.Length; row++)
            {
                if (isThere[row] && groups[row] >= 0) totals[groups[row]].AddToValues(values[row], buckets[row], needs);
            }

            return;
        }

        for (var row = 0; row < groups.Length; row++)
        {
            if (isThere[row] && groups[row] >= 0) totals[groups[row]].AddToHistogram(buckets[row]);
        }
    }

    private ReadOnlySpan<int> NumbersOf(int rows)
    {
        if (_pairs is not null) return _pairs.Look(rows);
        return (_key is not null ? _key.Numbers : _clock is not null ? _clock.Numbers : One)[..rows];
    }

    private void MakeRoom()
    {
        var groups = _counts.Length / Outcomes;
        if (Groups <= groups) return;
        groups = Math.Max(Groups, groups * 2);
        Array.Resize(ref _counts, groups * Outcomes);
        for (var i = 0; i < _fields.Length; i++) Array.Resize(ref _fields[i], groups);
    }
}
