namespace Telemetry.Tools.Analytics;

/// <summary>Answers queries by reading a stream's files once, decoding only the columns that are asked for.</summary>
internal static class ScanExecutor
{
    public static ScanAnswer Run(
        StreamSource source,
        IReadOnlyList<Query> queries,
        IProgress<ScanProgress>? progress = null,
        int? workers = null,
        long rangeSize = StreamScanner.RangeSize,
        bool isTolerantOnly = false,
        CancellationToken cancellationToken = default)
    {
        var layout = new StreamLayout(source.Schema);
        var plan = new AggregationPlan(layout, queries);
        var sinks = Enumerable.Range(0, workers ?? Environment.ProcessorCount).Select(_ => new Aggregator(plan)).ToList();
        var totals = Scan(sinks);
        return Answer(plan, sinks, totals, Scan);

        ScanTotals Scan(IReadOnlyList<IRowSink> rows) =>
            StreamScanner.Run(source, layout, plan.Slots, rows, progress, cancellationToken, rangeSize, isTolerantOnly);
    }

    private static ScanAnswer Answer(AggregationPlan plan, List<Aggregator> sinks, ScanTotals totals, Func<IReadOnlyList<IRowSink>, ScanTotals> scan)
    {
        var groups = plan.Groups.ToDictionary(group => group, _ => new Dictionary<GroupKey, GroupTotals>());
        foreach (var accumulator in sinks.SelectMany(sink => sink.Finish())) accumulator.MergeInto(groups[accumulator.Plan]);
        var first = sinks.Min(sink => sink.First);
        var last = sinks.Max(sink => sink.Last);
        return new ScanAnswer(
            [.. plan.Queries.Select(query => AnswerOf(query, groups[query.Group], plan, scan))],
            totals,
            first == long.MaxValue ? null : BucketMath.ToTime(first),
            last == long.MinValue ? null : BucketMath.ToTime(last))
        {
            Groups = [.. plan.Queries.Select(query => new QueryGroups(groups[query.Group], query.Fields))],
        };
    }

    private static QueryAnswer AnswerOf(
        PlannedQuery query, IReadOnlyDictionary<GroupKey, GroupTotals> groups, AggregationPlan plan, Func<IReadOnlyList<IRowSink>, ScanTotals> scan)
    {
        var answer = new AnswerBuilder(query, groups).Build();
        return ExactPass.For(query, groups, plan.Layout, plan.Slots) is { } pass ? pass.Complete(answer, plan, scan) : answer;
    }
}
