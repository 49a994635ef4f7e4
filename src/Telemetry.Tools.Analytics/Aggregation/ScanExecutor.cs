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
        var totals = StreamScanner.Run(source, layout, plan.Slots, sinks, progress, cancellationToken, rangeSize, isTolerantOnly);
        return Answer(plan, sinks, totals);
    }

    private static ScanAnswer Answer(AggregationPlan plan, List<Aggregator> sinks, ScanTotals totals)
    {
        var groups = plan.Groups.ToDictionary(group => group, _ => new Dictionary<GroupKey, GroupTotals>());
        foreach (var accumulator in sinks.SelectMany(sink => sink.Groups)) accumulator.MergeInto(groups[accumulator.Plan]);
        var first = sinks.Min(sink => sink.First);
        var last = sinks.Max(sink => sink.Last);
        var answers = plan.Queries.Select(query => new AnswerBuilder(query, groups[query.Group]).Build()).ToList();
        return new ScanAnswer(
            answers,
            totals,
            first == long.MaxValue ? null : BucketMath.ToTime(first),
            last == long.MinValue ? null : BucketMath.ToTime(last))
        {
            Groups = [.. plan.Queries.Select(query => groups[query.Group])],
        };
    }
}
