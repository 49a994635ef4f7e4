using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Answers the questions about usage.</summary>
internal sealed class UsageQueries(Database database)
{
    /// <summary>Figures of the period, of each bucket, of the top prompts and of the values of a dimension.</summary>
    public UsageOverview Overview(UsageFilter filter, UsagePeriod period, int top, string? dimension)
    {
        using var connection = database.OpenRead();
        using var moment = database.BeginRead(connection);
        var reader = new UsageReader(connection, filter);
        return Overview(reader, period, ByBucket(reader, period), top, dimension);
    }

    private static UsageOverview Overview(UsageReader reader, UsagePeriod period, Dictionary<long, UsageCell> cells, int top, string? dimension)
    {
        var total = new UsageCell();
        foreach (var cell in cells.Values) total.Add(cell);
        var prompts = ByDimension(reader, period, "prompt_id", withTimes: dimension == "prompt_id");
        return new UsageOverview(
            total.Fill(new UsageSummary { Period = Echo(period) }),
            [.. period.Buckets().Select(start => (cells.GetValueOrDefault(start) ?? new UsageCell()).Fill(new UsagePoint { PeriodStart = ReportJson.Format(Clock.Time(start)) }))],
            [.. Ordered(prompts, UsageMeasure.Requests).Take(top).Select(pair => PromptOf(pair.Key.Text, pair.Value.Sums))])
        {
            Groups = dimension is null ? null : Groups(dimension == "prompt_id" ? prompts : ByDimension(reader, period, dimension, withTimes: true), UsageMeasure.Requests, int.MaxValue),
        };
    }

    /// <summary>The period beside an earlier one.</summary>
    public UsageComparison Compare(UsageFilter filter, UsagePeriod period, UsagePeriod previous)
    {
        using var connection = database.OpenRead();
        using var moment = database.BeginRead(connection);
        var reader = new UsageReader(connection, filter);
        var (now, then) = (Summary(reader, period), Summary(reader, previous));
        return new UsageComparison(now, then, UsageChanges.Between(now, then));
    }

    /// <summary>The largest values of a dimension.</summary>
    public UsageTop Top(UsageFilter filter, UsagePeriod period, string dimension, UsageMeasure measure, int top)
    {
        using var connection = database.OpenRead();
        using var moment = database.BeginRead(connection);
        var cells = ByDimension(new UsageReader(connection, filter), period, dimension, withTimes: true);
        return new UsageTop(dimension, measure.Name, Echo(period), Groups(cells, measure, top), Math.Max(0, cells.Count - top));
    }

    internal static UsageSummary Summary(UsageReader reader, UsagePeriod period)
    {
        var total = new UsageCell();
        foreach (var slice in UsageSlice.Of(period.Start, period.End, byHour: false))
        {
            reader.ReadSums(slice, byTime: false, null, (_, _, sums) => total.Add(sums));
            reader.ReadHistogram(slice, 24, null, (_, _, bucket, count) => total.Count(bucket, count));
        }

        return total.Fill(new UsageSummary { Period = Echo(period) });
    }

    internal static Dictionary<long, UsageCell> ByBucket(UsageReader reader, UsagePeriod period)
    {
        var cells = new Dictionary<long, UsageCell>();
        var byHour = period.Bucket == TimeBucket.Hour;
        foreach (var slice in UsageSlice.Of(period.Start, period.End, byHour))
        {
            reader.ReadSums(slice, byTime: true, null, (time, _, sums) => CellAt(time).Add(sums));
            reader.ReadHistogram(slice, byHour ? 1 : 24, null, (time, _, bucket, count) => CellAt(time).Count(bucket, count));
        }

        foreach (var start in cells.Where(pair => !pair.Value.IsTimed).Select(pair => pair.Key).ToList()) cells[start] = cells[start].WithoutTimes();
        return cells;

        UsageCell CellAt(long time)
        {
            var start = BucketMath.Start(period.Bucket, time);
            return cells.TryGetValue(start, out var cell) ? cell : cells[start] = new UsageCell();
        }
    }

    internal static Dictionary<GroupKey, UsageCell> ByDimension(UsageReader reader, UsagePeriod period, string dimension, bool withTimes)
    {
        var cells = new Dictionary<GroupKey, UsageCell>();
        foreach (var slice in UsageSlice.Of(period.Start, period.End, byHour: false))
        {
            reader.ReadSums(slice, byTime: false, dimension, (_, key, sums) => CellOf(key).Add(sums));
            if (withTimes) reader.ReadHistogram(slice, 24, dimension, (_, key, bucket, count) => CellOf(key).Count(bucket, count));
        }

        return cells;

        UsageCell CellOf(string? key)
        {
            var group = new GroupKey(key);
            return cells.TryGetValue(group, out var cell) ? cell : cells[group] = new UsageCell();
        }
    }

    private static List<UsageGroupFigures> Groups(Dictionary<GroupKey, UsageCell> cells, UsageMeasure measure, int top) =>
        [.. Ordered(cells, measure).Take(top).Select(pair => pair.Value.Fill(new UsageGroupFigures { Key = pair.Key.Text }))];

    private static IEnumerable<KeyValuePair<GroupKey, UsageCell>> Ordered(Dictionary<GroupKey, UsageCell> cells, UsageMeasure measure) =>
        cells.OrderByDescending(pair => measure.Of(pair.Value.Sums)).ThenBy(pair => pair.Key.Text, Utf8Order.Instance);

    private static PromptFigures PromptOf(string? prompt, in UsageSums sums) => new(
        prompt, sums.Requests, sums.TokensUsed, MoneyText.Of(sums.CostNanos), UsageCell.RateOf(sums.Successes, sums.Requests), UsageCell.AverageOf(sums));

    internal static PeriodEcho Echo(UsagePeriod period) =>
        new(ReportJson.Format(Clock.Time(period.Start)), ReportJson.Format(period.EchoedEnd), UsagePeriod.NameOf(period.Bucket));

    /// <summary>A value of a dimension; a dictionary takes no null.</summary>
    internal readonly record struct GroupKey(string? Text);
}
