using System.Data.Common;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Reads a tenant's minutes from events, by series: what one question needs serves all others of the same evaluation, as long as it is not too much to be held.</summary>
internal sealed class MinuteRows(DbConnection connection, string tenant)
{
    // Of sums, and of histograms, which take more.
    private const int Most = 25_000;
    private const int TimesWeight = 4;

    private static readonly string OfMinute = $"u.tenant = $1 AND u.ts >= $2 AND u.ts < $3 AND {UsageReader.OfUsage}";

    private static readonly string Sums =
        $"SELECT {string.Join(", ", SeriesDimensions.Names.Select(name => $"s.{name}"))}, u.* FROM (SELECT u.series, {UsageReader.EventSums} FROM events u WHERE {OfMinute} GROUP BY u.series) u{UsageReader.BesideSeries} WHERE s.id = u.series AND s.tenant = $1";

    // One by one: hardly two of a minute's requests take as long to the microsecond, so grouping would only sort them.
    private static readonly string Times = $"SELECT u.series, u.response_us FROM events u WHERE {OfMinute} AND u.response_us IS NOT NULL";

    private readonly Dictionary<(long Minute, bool WithTimes), Dictionary<long, MinuteRow>> _read = [];
    private readonly Dictionary<long, string?[]> _values = [];
    private int _size;

    /// <summary>The usage of each series in a minute.</summary>
    /// <param name="minute">Minutes since 1970.</param>
    /// <param name="withTimes">Whether histograms of response times are needed.</param>
    public IReadOnlyCollection<MinuteRow> Read(long minute, bool withTimes)
    {
        if (_read.TryGetValue((minute, withTimes), out var rows)) return rows.Values;
        rows = ReadSums(minute);
        if (withTimes) ReadTimes(minute, rows);
        var size = 1 + (rows.Count * (withTimes ? TimesWeight : 1));
        if (_size + size > Most) return rows.Values;
        _size += size;
        _read[(minute, false)] = rows;
        if (withTimes) _read[(minute, true)] = rows;
        return rows.Values;
    }

    private Dictionary<long, MinuteRow> ReadSums(long minute)
    {
        if (_read.TryGetValue((minute, false), out var known)) return known;
        var rows = new Dictionary<long, MinuteRow>();
        using var command = Command(Sums, minute);
        using var reader = command.ExecuteReader();
        var dimensions = SeriesDimensions.Names.Length;
        while (reader.Read())
        {
            var series = reader.GetInt64(dimensions);
            if (!_values.TryGetValue(series, out var values)) values = _values[series] = [.. Enumerable.Range(0, dimensions).Select(reader.Text)];
            var row = rows[series] = new MinuteRow(values, new UsageCell());
            row.Cell.Add(UsageReader.SumsOf(reader, dimensions + 1));
        }

        return rows;
    }

    private void ReadTimes(long minute, Dictionary<long, MinuteRow> rows)
    {
        using var command = Command(Times, minute);
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows[reader.GetInt64(0)].Cell.Count(LogLinearHistogram.BucketOf(reader.GetInt64(1)), 1);
    }

    private DbCommand Command(string sql, long minute) => connection.Command(null, sql, tenant, minute * Clock.Minute, (minute + 1) * Clock.Minute);
}

/// <summary>The usage of a series in a minute.</summary>
/// <param name="Values">Its dimensions, in the order of <see cref="SeriesDimensions.Names"/>.</param>
/// <param name="Cell">Sums, and response times where they were asked for.</param>
internal sealed record MinuteRow(string?[] Values, UsageCell Cell);
