using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Finds the hours to which events have come late: the requests of each hour in the rollups, less those that were known when the rules were last evaluated.
/// Ingest has nothing to do for it.</summary>
internal sealed class LateHours(DbConnection connection, string tenant, LookedAt before, long end)
{
    /// <summary>How many minutes the present windows reach back: events that come within them need no second look.</summary>
    public const int Grace = 5;

    private const long Horizon = 31;
    private const long LongestPause = Clock.Hour;
    private const int MaxHours = 48;

    private readonly Dictionary<long, long> _known = [];
    private readonly Dictionary<long, long> _all = [];
    private readonly Dictionary<long, long> _newer = [];

    /// <summary>Compares. All questions must see the same moment.</summary>
    public LateFound Find()
    {
        // What was not looked at for longer is late as a whole.
        var since = Math.Max(before.Evaluated, end - LongestPause);
        ReadKnown();
        ReadHours();
        var (recent, nextRecent) = ReadNewest(since);
        var late = _all.Where(hour => hour.Value - Newer(hour.Key, since) > _known.GetValueOrDefault(hour.Key)).Select(hour => hour.Key).Order().ToList();
        var excess = late.Sum(hour => _all[hour] - Newer(hour, since) - _known.GetValueOrDefault(hour));
        // The present windows hold all of it.
        if (before.Evaluated == end - Clock.Minute && excess == recent - before.Recent) late.Clear();
        var left = late.Skip(MaxHours).ToHashSet();
        return new LateFound(
            [.. late.Take(MaxHours)],
            Math.Min(end - (Grace * Clock.Minute), since + Clock.Minute),
            nextRecent,
            [.. _all.Keys.Where(hour => !left.Contains(hour)).Select(hour => (hour, _all[hour] - Newer(hour, end))).Where(hour => hour.Item2 != _known.GetValueOrDefault(hour.hour))]);
    }

    private long OldestDay => OldestHour(end) / 24;

    /// <summary>The first hour that is looked at.</summary>
    public static long OldestHour(long end) => ((end / Clock.Day) - Horizon) * 24;

    private void ReadKnown() =>
        Read("SELECT hour, requests FROM alert_hours WHERE tenant = $1 AND hour >= $2", reader => _known[reader.GetInt64(0)] = reader.GetInt64(1), tenant, OldestDay * 24);

    // By the day first, and by the hour only where a day's sum is another.
    private void ReadHours()
    {
        var knownDays = _known.GroupBy(hour => hour.Key / 24).ToDictionary(day => day.Key, day => day.Sum(hour => hour.Value));
        var changed = new List<long>();
        Read(
            "SELECT day, CAST(sum(requests) AS bigint) FROM usage_daily WHERE tenant = $1 AND day >= $2 GROUP BY day",
            reader =>
            {
                if (reader.GetInt64(1) != knownDays.GetValueOrDefault(reader.GetInt64(0))) changed.Add(reader.GetInt64(0));
            },
            tenant, OldestDay);
        foreach (var day in changed)
        {
            Read(
                "SELECT hour, CAST(sum(requests) AS bigint) FROM usage_hourly WHERE tenant = $1 AND hour >= $2 AND hour < $3 GROUP BY hour",
                reader => _all[reader.GetInt64(0)] = reader.GetInt64(1),
                tenant, day * 24, (day + 1) * 24);
        }
    }

    // Requests that were not there to be known, by minute.
    private (long Recent, long NextRecent) ReadNewest(long since)
    {
        var from = Math.Min(since, end - (Grace * Clock.Minute));
        var (recent, nextRecent) = (0L, 0L);
        Read(
            "SELECT minute, requests FROM usage_minutes WHERE tenant = $1 AND minute >= $2",
            reader =>
            {
                var (minute, count) = (reader.GetInt64(0) * Clock.Minute, reader.GetInt64(1));
                _newer[minute] = count;
                if (minute >= end - (Grace * Clock.Minute) && minute < since) recent += count;
                if (minute >= end - ((Grace - 1) * Clock.Minute) && minute < end) nextRecent += count;
            },
            tenant, from / Clock.Minute);
        return (recent, nextRecent);
    }

    // Requests of an hour from a time on.
    private long Newer(long hour, long since) => _newer.Where(minute => minute.Key / Clock.Hour == hour && minute.Key >= since).Sum(minute => minute.Value);

    private void Read(string sql, Action<DbDataReader> take, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(null, sql, values);
        using var reader = command.ExecuteReader();
        while (reader.Read()) take(reader);
    }
}

/// <summary>How far a tenant's rules have been evaluated.</summary>
/// <param name="Evaluated">Where the newest windows ended; 0 where there were none.</param>
/// <param name="WatchedSince">Since when without a break.</param>
/// <param name="Recent">Requests of the last minutes before that, as they were known then.</param>
internal sealed record LookedAt(long Evaluated, long WatchedSince, long Recent);

/// <summary>What has come late.</summary>
/// <param name="Hours">Hours to look at again, oldest first; of very many, the oldest.</param>
/// <param name="FirstLive">End of the first of the present windows.</param>
/// <param name="Recent">Requests of the last minutes, for the next time.</param>
/// <param name="Known">Requests by hour to be kept, where they have changed.</param>
internal sealed record LateFound(IReadOnlyList<long> Hours, long FirstLive, long Recent, IReadOnlyList<(long Hour, long Requests)> Known);
