using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Server;

/// <summary>Reads which errors were commonest, from events: rollups keep no messages.</summary>
internal sealed class ErrorReader(DbConnection connection, UsageFilter filter, SqlDialect dialect)
{
    /// <summary>The commonest errors of a period.</summary>
    public IReadOnlyList<ErrorFigures> Read(long start, long end, int top)
    {
        var values = new List<object?> { start, end };
        var text = new StringBuilder("SELECT u.error, count(*), max(u.ts) FROM events u");
        if (filter.Dimensions.Count > 0) text.Append(UsageReader.BesideSeries);
        text.Append(" WHERE u.error IS NOT NULL AND u.ts >= $1 AND u.ts < $2");
        if (filter.Dimensions.Count > 0) text.Append(" AND ").Append(UsageReader.OfSeries);
        if (filter.Tenant is { } tenant) Add("u.tenant", tenant);
        foreach (var (column, value) in filter.Dimensions) Add($"s.{column}", value);
        text.Append(CultureInfo.InvariantCulture, $" GROUP BY u.error ORDER BY count(*) DESC, u.error COLLATE {dialect.Bytewise} LIMIT {top}");
        using var command = connection.Command(null, text.ToString(), values.ToArray());
        using var reader = command.ExecuteReader();
        var errors = new List<ErrorFigures>();
        while (reader.Read()) errors.Add(new ErrorFigures(reader.GetString(0), reader.GetInt64(1), Clock.Time(reader.GetInt64(2))));
        return errors;

        void Add(string column, string value)
        {
            values.Add(value);
            text.Append(CultureInfo.InvariantCulture, $" AND {column} = ${values.Count}");
        }
    }
}
