using System.Data.Common;
using System.Globalization;
using System.Text;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Reads what failed requests say of why, from events: rollups keep no messages.</summary>
internal sealed class ErrorReader(DbConnection connection, UsageFilter filter, SqlDialect dialect)
{
    /// <summary>What failures are called that say nothing, or whose events are kept no more.</summary>
    public const string NoMessage = "no message";

    /// <summary>The commonest errors of a period.</summary>
    public IReadOnlyList<ErrorFigures> Read(long start, long end, int top)
    {
        var errors = new List<ErrorFigures>();
        Read(start, end, top, errors.Add);
        return errors;
    }

    /// <summary>The commonest errors of a period, and the kinds of all its failures, commonest first.</summary>
    public (IReadOnlyList<ErrorFigures> Errors, IReadOnlyList<KindFigures> Kinds) ReadKinds(long start, long end, int top, UsageSums sums)
    {
        var errors = new List<ErrorFigures>();
        var kinds = new Dictionary<ErrorKind, long>();
        Read(start, end, null, error =>
        {
            if (errors.Count < top) errors.Add(error);
            var kind = ErrorKind.Of(error.Error);
            kinds[kind] = kinds.GetValueOrDefault(kind) + error.Count;
        });
        var silent = sums.Requests - sums.Successes - kinds.Values.Sum();
        var figures = kinds.Select(pair => new KindFigures(pair.Key.Id.Replace('_', ' '), pair.Key.Action, pair.Value));
        if (silent > 0) figures = figures.Append(new KindFigures(NoMessage, "Send the field error along: it says why a request failed.", silent));
        return (errors, [.. figures.OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Name, StringComparer.Ordinal)]);
    }

    private void Read(long start, long end, int? top, Action<ErrorFigures> take)
    {
        var values = new List<object?> { start, end };
        var text = new StringBuilder("SELECT u.error, CAST(sum(u.requests) AS bigint), max(u.ts) FROM events u");
        if (filter.Dimensions.Count > 0) text.Append(UsageReader.BesideSeries);
        text.Append(" WHERE u.error IS NOT NULL AND u.success = 0 AND u.ts >= $1 AND u.ts < $2");
        if (filter.Dimensions.Count > 0) text.Append(" AND ").Append(UsageReader.OfSeries);
        if (filter.Tenant is { } tenant) Add("u.tenant", tenant);
        foreach (var (column, value) in filter.Dimensions) Add($"s.{column}", value);
        text.Append(CultureInfo.InvariantCulture, $" GROUP BY u.error ORDER BY 2 DESC, u.error COLLATE {dialect.Bytewise}");
        if (top is { } most) text.Append(CultureInfo.InvariantCulture, $" LIMIT {most}");
        using var command = connection.Command(null, text.ToString(), values.ToArray());
        using var reader = command.ExecuteReader();
        while (reader.Read()) take(new ErrorFigures(reader.GetString(0), reader.GetInt64(1), Clock.Time(reader.GetInt64(2))));

        void Add(string column, string value)
        {
            values.Add(value);
            text.Append(CultureInfo.InvariantCulture, $" AND {column} = ${values.Count}");
        }
    }
}
