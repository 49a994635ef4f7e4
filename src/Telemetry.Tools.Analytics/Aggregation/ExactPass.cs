namespace Telemetry.Tools.Analytics;

/// <summary>Finds exact percentiles of a field with more different values than are counted one by one: the histogram knows in which bucket each
/// percentile lies and at which rank in it, so that a second pass has to look at the values of a few buckets only.</summary>
internal sealed class ExactPass
{
    private const int MostValues = 1 << 20;

    private readonly PlannedQuery _planned;
    private readonly MeasuredColumn _column;
    private readonly int[] _measures;
    private readonly Dictionary<int, ValueCounter> _buckets = [];
    private readonly LogLinearHistogram _histogram;

    private ExactPass(PlannedQuery planned, MeasuredColumn column, int[] measures, LogLinearHistogram histogram)
    {
        (_planned, _column, _measures, _histogram) = (planned, column, measures, histogram);
        foreach (var measure in measures) _buckets[Place(measure).Bucket] = new ValueCounter(MostValues);
    }

    /// <summary>What is to be done for a query without groups; <see langword="null"/> where its percentiles are known, or are of groups.</summary>
    public static ExactPass? For(PlannedQuery planned, IReadOnlyDictionary<GroupKey, GroupTotals> groups, StreamLayout layout, SlotMap slots)
    {
        if (planned.Group.By is not null || planned.Group.Bucket != TimeBucket.None || groups.Values.FirstOrDefault() is not { } totals) return null;
        int[] measures = [.. Enumerable.Range(0, planned.Fields.Length).Where(index => IsOpen(planned, index, totals))];
        if (measures.Length == 0) return null;
        var column = layout.Resolve(planned.Query.Measures[measures[0]].Field!);
        var measured = new MeasuredColumn(column, slots[column.Index]);
        return new ExactPass(planned, measured, [.. measures.Where(index => planned.Fields[index] == planned.Fields[measures[0]])], totals.Fields[planned.Fields[measures[0]]].Histogram(measured)!);
    }

    /// <summary>Reads the files again and puts the percentiles into the answer.</summary>
    public QueryAnswer Complete(QueryAnswer answer, AggregationPlan plan, Func<IReadOnlyList<IRowSink>, ScanTotals> scan)
    {
        var scopes = plan.Scopes.ToList();
        var sink = new Sink(this, scopes[_planned.Group.Scope], new RoleSlots(plan.Layout, plan.Slots));
        scan([sink]);
        var values = answer.Rows[0].Values.ToArray();
        foreach (var measure in _measures) values[measure] = Find(measure);
        return answer with { Rows = [answer.Rows[0] with { Values = values }] };
    }

    private static bool IsOpen(PlannedQuery planned, int index, GroupTotals totals) =>
        planned.Query.Measures[index].Kind == MeasureKind.ExactPercentile && totals.Fields[planned.Fields[index]].Values is { IsComplete: false };

    private double? Find(int measure)
    {
        var (bucket, rank) = Place(measure);
        var counter = _buckets[bucket];
        if (!counter.IsComplete) return null;
        foreach (var (value, times) in counter.Values().OrderBy(pair => pair.Value))
        {
            rank -= times;
            if (rank <= 0) return _column.FromExact(value);
        }

        return null;
    }

    // The bucket of a percentile, and its rank among the values of that bucket.
    private (int Bucket, long Rank) Place(int measure)
    {
        var rank = NearestRank.Of(_histogram.Count, _planned.Query.Measures[measure].Percent);
        foreach (var (bucket, count) in _histogram.Buckets())
        {
            if (rank <= count) return (bucket, rank);
            rank -= count;
        }

        return (0, 0);
    }

    private sealed class Sink(ExactPass pass, RowScope scope, RoleSlots roles) : IRowSink
    {
        public void Accept(ReadOnlySpan<Row> rows)
        {
            foreach (var row in rows) Look(row);
        }

        private void Look(Row row)
        {
            ref var cell = ref row.Cells[pass._column.Slot];
            var hasTime = roles.TryGetTime(row, out var time);
            if (cell.State != CellState.Value || !scope.Holds(row, hasTime, time)) return;
            if (!pass._buckets.TryGetValue(LogLinearHistogram.BucketOf(pass._column.CountedOf(cell)), out var counter)) return;
            if (counter.IsComplete) counter.Add(pass._column.ExactOf(cell));
        }
    }
}
