using System.Data.Common;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Answers what the servers measured of themselves.</summary>
internal sealed class PerformanceQueries(Database database)
{
    /// <summary>Longest period whose samples are given one by one.</summary>
    public const long RawPeriod = 6 * Clock.Hour;

    private const int MaxPoints = UsagePeriod.MaxBuckets;

    /// <summary>The figures of a period and its points: each sample, or each bucket's.</summary>
    /// <exception cref="QueryException">There are too many points.</exception>
    public (PerformanceFigures Summary, IReadOnlyList<PerformancePoint> Points) Answer(UsagePeriod period, bool isRaw, CancellationToken stop)
    {
        using var connection = database.OpenRead();
        using var moment = database.BeginRead(connection);
        var (all, points) = (new PerformanceCell(), new SortedDictionary<(long Time, string Server), PerformanceCell>(ByTime.Instance));
        ReadSums(connection, period, isRaw, all, points, stop);
        foreach (var (from, to, isWhole) in isRaw ? [(period.Start, period.End, false)] : Parts(period)) ReadDurations(connection, period, from, to, isRaw, isWhole, all, points, stop);
        return (all.Summary(), [.. points.Select(pair => pair.Value.Point(pair.Key.Time, pair.Key.Server))]);
    }

    private static void ReadSums(DbConnection connection, UsagePeriod period, bool isRaw, PerformanceCell all, SortedDictionary<(long, string), PerformanceCell> points, CancellationToken stop)
    {
        using var command = connection.Command(
            null, $"SELECT {(isRaw ? "ts" : $"ts / {Clock.Hour}")}, server, {PerformanceCell.Columns} FROM performance WHERE ts >= $1 AND ts < $2 GROUP BY 1, 2", period.Start, period.End);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            stop.ThrowIfCancellationRequested();
            var key = (isRaw ? reader.GetInt64(0) : BucketMath.Start(period.Bucket, reader.GetInt64(0) * Clock.Hour), reader.GetString(1));
            all.Add(reader);
            if (!points.TryGetValue(key, out var cell)) points[key] = cell = new PerformanceCell();
            cell.Add(reader);
            if (points.Count > MaxPoints) throw new QueryException($"The answer would have more than {MaxPoints} points; choose a longer 'group_by' or a shorter period.");
        }
    }

    // Whole hours are added up already; what is left at the ends is read sample by sample.
    private static IEnumerable<(long From, long To, bool IsWhole)> Parts(UsagePeriod period)
    {
        var (first, last) = ((period.Start + Clock.Hour - 1) / Clock.Hour * Clock.Hour, period.End / Clock.Hour * Clock.Hour);
        if (first >= last) return [(period.Start, period.End, false)];
        return [(period.Start, first, false), (first, last, true), (last, period.End, false)];
    }

    private static void ReadDurations(
        DbConnection connection, UsagePeriod period, long from, long to, bool isRaw, bool isWhole, PerformanceCell all, SortedDictionary<(long, string), PerformanceCell> points, CancellationToken stop)
    {
        if (from >= to) return;
        using var command = isWhole
            ? connection.Command(null, "SELECT hour, server, bucket, count FROM performance_histogram WHERE hour >= $1 AND hour < $2", from / Clock.Hour, to / Clock.Hour)
            : connection.Command(null, "SELECT ts, server, durations FROM performance WHERE ts >= $1 AND ts < $2 AND requests > 0", from, to);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            stop.ThrowIfCancellationRequested();
            var time = reader.GetInt64(0) * (isWhole ? Clock.Hour : 1);
            // Removed with their samples, but not by the same hand: somebody may have deleted rows by SQL.
            if (!points.TryGetValue((isRaw ? time : BucketMath.Start(period.Bucket, time), reader.GetString(1)), out var cell)) continue;
            foreach (var durations in (ReadOnlySpan<LogLinearHistogram>)[all.Durations, cell.Durations])
            {
                if (isWhole) durations.AddBucket(reader.GetInt32(2), reader.GetInt64(3));
                else DurationsText.AddTo(durations, reader.GetString(2));
            }
        }
    }

    private sealed class ByTime : IComparer<(long Time, string Server)>
    {
        public static ByTime Instance { get; } = new();

        public int Compare((long Time, string Server) x, (long Time, string Server) y) => x.Time != y.Time ? x.Time.CompareTo(y.Time) : string.CompareOrdinal(x.Server, y.Server);
    }
}
