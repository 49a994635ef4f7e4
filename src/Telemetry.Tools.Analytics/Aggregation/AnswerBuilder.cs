namespace Telemetry.Tools.Analytics;

/// <summary>Turns merged groups into a query's rows: figures, order, top N, empty buckets.</summary>
internal sealed class AnswerBuilder
{
    /// <summary>More buckets than this are not filled up: somebody's clock was wrong by years.</summary>
    public const int MaxBuckets = 10_000;

    private readonly PlannedQuery _planned;
    private readonly IReadOnlyDictionary<GroupKey, GroupTotals> _groups;
    private readonly MeasuredColumn[] _columns;

    public AnswerBuilder(PlannedQuery planned, IReadOnlyDictionary<GroupKey, GroupTotals> groups)
    {
        (_planned, _groups) = (planned, groups);
        _columns = [.. planned.Group.Fields.Select(field => new MeasuredColumn(field, -1))];
    }

    private Query Query => _planned.Query;

    public QueryAnswer Build()
    {
        if (Query.Bucket != TimeBucket.None) return new QueryAnswer(Query, [.. BucketRows()]);
        if (Query.By is null) return new QueryAnswer(Query, [Row(null, null, 0, _groups.Values.FirstOrDefault() ?? Empty())]);
        var groups = ByKey();
        var kept = Kept(groups);
        return new QueryAnswer(Query, [.. KeyRows(null, groups, kept, groups.Count - kept.Count)]);
    }

    // Key to totals over all buckets: which groups are kept is decided once, not in each bucket.
    private Dictionary<Key, GroupTotals> ByKey()
    {
        if (Query.Bucket == TimeBucket.None) return _groups.ToDictionary(pair => new Key(pair.Key.Key), pair => pair.Value);
        var keys = new Dictionary<Key, GroupTotals>();
        foreach (var (key, totals) in _groups)
        {
            if (!keys.TryGetValue(new Key(key.Key), out var sum)) keys[new Key(key.Key)] = sum = Empty();
            sum.Merge(totals);
        }

        return keys;
    }

    private List<Key> Kept(Dictionary<Key, GroupTotals> groups)
    {
        var ordered = groups
            .Select(pair => (pair.Key, Rank: Rank(pair.Value)))
            .OrderBy(pair => pair.Rank is null)
            .ThenByDescending(pair => pair.Rank)
            .ThenBy(pair => pair.Key.Text, Utf8Order.Instance)
            .Select(pair => pair.Key);
        return [.. Query.Top > 0 ? ordered.Take(Query.Top) : ordered];
    }

    private decimal? Rank(GroupTotals totals) => Value(Query.Measures[0], _planned.Fields[0], totals) switch
    {
        long whole => whole,
        decimal exact => exact,
        double real when Math.Abs(real) < 1e28 => (decimal)real,
        _ => null,
    };

    private IEnumerable<QueryRow> KeyRows(DateTimeOffset? bucket, Dictionary<Key, GroupTotals> groups, List<Key> kept, int others)
    {
        foreach (var key in kept) yield return Row(bucket, key.Text, 0, groups.GetValueOrDefault(key) ?? Empty());
        if (others == 0) yield break;
        var sum = Empty();
        var shown = kept.ToHashSet();
        foreach (var other in groups.Where(pair => !shown.Contains(pair.Key))) sum.Merge(other.Value);
        yield return Row(bucket, null, others, sum);
    }

    private IEnumerable<QueryRow> BucketRows()
    {
        var byBucket = _groups.GroupBy(pair => pair.Key.Bucket).ToDictionary(group => group.Key, group => group.ToDictionary(pair => new Key(pair.Key.Key), pair => pair.Value));
        var all = ByKey();
        var kept = Query.By is null ? [] : Kept(all);
        foreach (var start in BucketSpan.Fill(Query, byBucket.Keys))
        {
            var groups = byBucket.GetValueOrDefault(start) ?? [];
            if (Query.By is null) yield return Row(BucketMath.ToTime(start), null, 0, groups.Values.FirstOrDefault() ?? Empty());
            else foreach (var row in KeyRows(BucketMath.ToTime(start), groups, kept, all.Count - kept.Count)) yield return row;
        }
    }

    private QueryRow Row(DateTimeOffset? bucket, string? key, int others, GroupTotals totals) =>
        new(bucket, key, others, [.. Query.Measures.Select((measure, index) => Value(measure, _planned.Fields[index], totals))]);

    private object? Value(Measure measure, int field, GroupTotals totals)
    {
        switch (measure.Kind)
        {
            case MeasureKind.Count: return totals.Count;
            case MeasureKind.Successes: return totals.Successes;
            case MeasureKind.Failures: return totals.Failures;
            case MeasureKind.SuccessRate:
                var known = totals.Successes + totals.Failures;
                return known == 0 ? null : (double)totals.Successes / known;
            default:
                return totals.Fields[field].Count == 0 ? null : FieldValue(measure, _columns[field], totals.Fields[field]);
        }
    }

    private static object? FieldValue(Measure measure, MeasuredColumn column, in FieldTotals totals) => measure.Kind switch
    {
        MeasureKind.Sum => column.Present(totals.Sum),
        MeasureKind.Minimum => column.Present(totals.Minimum),
        MeasureKind.Maximum => column.Present(totals.Maximum),
        MeasureKind.Average => column.Mean(totals.Sum, totals.Count),
        MeasureKind.Percentile => totals.Histogram(column)!.Percentile(measure.Percent) is { } counted ? column.FromCounted(counted) : null,
        _ => totals.Values!.Percentile(measure.Percent) is { } value ? column.FromExact(value) : null,
    };

    private GroupTotals Empty() => new(_columns.Length);

    // Dictionaries take no null key; this stands for one.
    private readonly record struct Key(string? Text);
}
