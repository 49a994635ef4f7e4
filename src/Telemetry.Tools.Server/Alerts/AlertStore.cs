using System.Data.Common;
using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Alerts in the database, for those who ask.</summary>
internal sealed class AlertStore(Database database, TimeProvider time)
{
    private const string Columns =
        "id, rule_id, name, alert_type, severity, metric, operator, threshold, value, window_start, window_end, status, triggered_at, acknowledged_at, acknowledged_by, reason, resolved_at, group_key";

    private long Now => Clock.Micros(time.GetUtcNow());

    /// <summary>A page of a tenant's alerts, newest first.</summary>
    public AlertList List(string tenant, IReadOnlyList<string> statuses, string? severity, int limit, string? before)
    {
        using var connection = database.OpenWrite();
        var isAny = severity is null ? 1 : 0;
        var page = Read(
            connection,
            $"SELECT {Columns} FROM alerts WHERE tenant = $1 AND id COLLATE {database.Dialect.Bytewise} < $2 AND ($3 = 1 OR severity = $4) AND status IN ({string.Join(", ", statuses.Select(status => $"'{status}'"))}) ORDER BY id COLLATE {database.Dialect.Bytewise} DESC LIMIT $5",
            tenant, before ?? "~", isAny, severity ?? "", limit + 1);
        return new AlertList([.. page.Take(limit)], page.Count > limit ? page[limit - 1].Id : null);
    }

    /// <summary>A tenant's alert; <see langword="null"/> where it has none of that id.</summary>
    public Alert? Find(string tenant, string id)
    {
        using var connection = database.OpenWrite();
        return Find(connection, null, tenant, id);
    }

    /// <summary>Says that somebody took note of an alert; the second time changes nothing.</summary>
    public Alert? Acknowledge(string tenant, string id, string by, string? reason)
    {
        using var connection = database.OpenWrite();
        connection.Execute(
            null,
            "UPDATE alerts SET status = CASE WHEN status = 'open' THEN 'acknowledged' ELSE status END, acknowledged_at = $1, acknowledged_by = $2, reason = $3 WHERE tenant = $4 AND id = $5 AND acknowledged_at IS NULL",
            Now, by, reason, tenant, id);
        return Find(connection, null, tenant, id);
    }

    /// <summary>How many alerts were raised in each bucket of a period.</summary>
    public AlertTrend Trend(string tenant, UsagePeriod period) => Trend(tenant, period, "triggered_at");

    /// <summary>How many alerts had a window that ended in each bucket of a period, in the time of events.</summary>
    public AlertTrend TrendByWindow(string tenant, UsagePeriod period) => Trend(tenant, period, "(window_end - 1)");

    /// <summary>Alerts that are not over, of all tenants.</summary>
    public static long CountOpen(DbConnection connection) => connection.Scalar(null, "SELECT count(*) FROM alerts WHERE status <> 'resolved'") ?? 0;

    /// <summary>Reads one alert within a transaction.</summary>
    public static Alert? Find(DbConnection connection, DbTransaction? transaction, string tenant, string id)
    {
        using var command = connection.Command(transaction, $"SELECT {Columns} FROM alerts WHERE tenant = $1 AND id = $2", tenant, id);
        using var reader = command.ExecuteReader();
        return reader.Read() ? AlertOf(reader) : null;
    }

    private AlertTrend Trend(string tenant, UsagePeriod period, string moment)
    {
        var counts = new Dictionary<(long, string), long>();
        using (var connection = database.OpenRead())
        using (var command = connection.Command(
            null, $"SELECT {moment} / {Clock.Hour}, severity, count(*) FROM alerts WHERE tenant = $1 AND {moment} >= $2 AND {moment} < $3 GROUP BY {moment} / {Clock.Hour}, severity", tenant, period.Start, period.End))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                var key = (BucketMath.Start(period.Bucket, reader.GetInt64(0) * Clock.Hour), reader.GetString(1));
                counts[key] = counts.GetValueOrDefault(key) + reader.GetInt64(2);
            }
        }

        return new AlertTrend(
            new PeriodEcho(ReportJson.Format(Clock.Time(period.Start)), ReportJson.Format(period.EchoedEnd), UsagePeriod.NameOf(period.Bucket)),
            [.. period.Buckets().Select(start => CountOf(start, AlertWords.Severities.Select(severity => counts.GetValueOrDefault((start, severity))).ToArray()))]);
    }

    private static List<Alert> Read(DbConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(null, sql, values);
        using var reader = command.ExecuteReader();
        var alerts = new List<Alert>();
        while (reader.Read()) alerts.Add(AlertOf(reader));
        return alerts;
    }

    private static Alert AlertOf(DbDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6), DecimalOf(reader, 7), DecimalOf(reader, 8),
        TimeOf(reader, 9)!, TimeOf(reader, 10)!, reader.GetString(11), TimeOf(reader, 12)!, TimeOf(reader, 13), reader.Text(14), reader.Text(15), TimeOf(reader, 16), new AlertGroup(reader.GetString(17)).Value);

    private static AlertCount CountOf(long start, long[] counts) => new(ReportJson.Format(Clock.Time(start)), counts[0], counts[1], counts[2], counts[3], counts.Sum());

    private static decimal DecimalOf(DbDataReader reader, int column) => decimal.Parse(reader.GetString(column), CultureInfo.InvariantCulture);

    private static string? TimeOf(DbDataReader reader, int column) => reader.Number(column) is { } micros ? ReportJson.Format(Clock.Time(micros)) : null;
}
