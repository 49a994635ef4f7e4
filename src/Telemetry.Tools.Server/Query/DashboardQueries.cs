using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Answers the questions of the dashboard's pages, each at one moment and in few reads.</summary>
internal sealed class DashboardQueries(Database database)
{
    private const int LargestShown = 5;
    private const int MostValues = 50;

    /// <summary>What the first page shows.</summary>
    public ExecutiveSummary Executive(UsageFilter filter, UsagePeriod period, UsagePeriod? previous, int top)
    {
        using var connection = database.OpenRead();
        using var moment = database.BeginRead(connection);
        var reader = new UsageReader(connection, filter);
        var series = new UsageSeries(period, UsageQueries.ByBucket(reader, period));
        return new ExecutiveSummary(
            series,
            Now(series),
            Then(reader, previous),
            [.. Rows(reader, period, null, "model", withTimes: false).OrderByDescending(row => row.Cell.Sums.CostNanos).ThenByDescending(row => row.Requests).ThenBy(row => row.Key, Utf8Order.Instance)],
            [.. Rows(reader, period, null, "prompt_id", withTimes: false).OrderByDescending(row => row.Requests).ThenBy(row => row.Key, Utf8Order.Instance).Take(top)],
            new ErrorReader(connection, filter, database.Dialect).Read(period.Start, period.End, top));
    }

    /// <summary>The values of one dimension.</summary>
    public UsageBreakdown Breakdown(UsageFilter filter, UsagePeriod period, UsagePeriod? previous, string dimension, UsageMeasure measure, bool isAscending, int top)
    {
        using var connection = database.OpenRead();
        using var moment = database.BeginRead(connection);
        var reader = new UsageReader(connection, filter);
        var series = new UsageSeries(period, UsageQueries.ByBucket(reader, period));
        var rows = Rows(reader, period, previous, dimension, withTimes: true);
        return new UsageBreakdown(series, Now(series), Then(reader, previous), Ordered(rows, measure, isAscending), top, Largest(reader, period, dimension, rows));
    }

    /// <summary>What failed.</summary>
    public FailureSummary Failures(UsageFilter filter, UsagePeriod period, UsagePeriod? previous, int messages, int top)
    {
        using var connection = database.OpenRead();
        using var moment = database.BeginRead(connection);
        var reader = new UsageReader(connection, filter);
        var series = new UsageSeries(period, UsageQueries.ByBucket(reader, period));
        var (errors, kinds) = new ErrorReader(connection, filter, database.Dialect).ReadKinds(period.Start, period.End, messages, series.Total().Sums);
        return new FailureSummary(series, Now(series), Then(reader, previous), errors, kinds, Worst("model"), Worst("prompt_id"));

        IReadOnlyList<GroupRow> Worst(string dimension) =>
            [.. Rows(reader, period, null, dimension, withTimes: false).Where(row => row.Failures > 0).OrderByDescending(row => row.Failures).ThenBy(row => row.Key, Utf8Order.Instance).Take(top)];
    }

    /// <summary>Whether a tenant has ever sent usage.</summary>
    public bool HasUsage(string? tenant)
    {
        using var connection = database.OpenRead();
        return (tenant is null ? connection.Scalar(null, "SELECT 1 FROM series LIMIT 1") : connection.Scalar(null, "SELECT 1 FROM series WHERE tenant = $1 LIMIT 1", tenant)) is not null;
    }

    /// <summary>Some values of a dimension that begin so.</summary>
    public IReadOnlyList<string> Values(string? tenant, string dimension, string beginning)
    {
        if (!UsageFilter.Columns.Contains(dimension)) return [];
        using var connection = database.OpenRead();
        var condition = tenant is null ? "" : " AND tenant = $3";
        var sql = $"SELECT DISTINCT {dimension} AS value FROM series WHERE {dimension} IS NOT NULL AND substr({dimension}, 1, $1) = $2{condition} ORDER BY value LIMIT {MostValues}";
        var length = beginning.EnumerateRunes().Count();
        using var command = tenant is null ? connection.Command(null, sql, length, beginning) : connection.Command(null, sql, length, beginning, tenant);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(reader.GetString(0));
        return values;
    }

    private static UsageSummary Now(UsageSeries series) => series.Total().Fill(new UsageSummary { Period = UsageQueries.Echo(series.Period) });

    private static UsageSummary? Then(UsageReader reader, UsagePeriod? previous) => previous is null ? null : UsageQueries.Summary(reader, previous);

    private static List<GroupRow> Rows(UsageReader reader, UsagePeriod period, UsagePeriod? previous, string dimension, bool withTimes)
    {
        var now = UsageQueries.ByDimension(reader, period, dimension, withTimes);
        var then = previous is null ? [] : UsageQueries.ByDimension(reader, previous, dimension, withTimes: false);
        return [.. now.Select(pair => new GroupRow(pair.Key.Text, pair.Value, then.TryGetValue(pair.Key, out var cell) ? cell.Sums : default))];
    }

    // What is unknown is no smallest value: it comes last either way round.
    private static List<GroupRow> Ordered(List<GroupRow> rows, UsageMeasure measure, bool isAscending)
    {
        var known = rows.OrderByDescending(row => measure.IsKnown(row.Cell.Sums));
        var ordered = isAscending ? known.ThenBy(row => measure.Of(row.Cell.Sums)) : known.ThenByDescending(row => measure.Of(row.Cell.Sums));
        return [.. ordered.ThenBy(row => row.Key, Utf8Order.Instance)];
    }

    private static List<(string?, IReadOnlyList<double>)> Largest(UsageReader reader, UsagePeriod period, string dimension, List<GroupRow> rows)
    {
        var order = rows.OrderByDescending(row => row.Requests).ThenBy(row => row.Key, Utf8Order.Instance).Select(row => row.Key).ToList();
        // One value too many is shown itself: "others" would take the same room and say less.
        var shown = order.Count <= LargestShown + 1 ? order : order[..LargestShown];
        var places = period.Buckets().Select((start, i) => (start, i)).ToDictionary(pair => pair.start, pair => pair.i);
        var values = Enumerable.Range(0, shown.Count + 1).Select(_ => new double[places.Count]).ToList();
        var byHour = period.Bucket == TimeBucket.Hour;
        foreach (var slice in UsageSlice.Of(period.Start, period.End, byHour))
        {
            reader.ReadSums(slice, byTime: true, dimension, (time, key, sums) =>
            {
                var at = shown.IndexOf(key);
                values[at < 0 ? shown.Count : at][places[BucketMath.Start(period.Bucket, time)]] += sums.Requests;
            });
        }

        return [.. shown.Select((key, i) => (key, (IReadOnlyList<double>)values[i])), .. order.Count > shown.Count ? [("\0others", (IReadOnlyList<double>)values[^1])] : (IEnumerable<(string?, IReadOnlyList<double>)>)[]];
    }
}
