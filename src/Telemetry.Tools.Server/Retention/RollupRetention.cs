using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Removes old rollups, an hour or a day at a time. Histograms of hours that are gone are added up into their day's first hour, since days are answered from them as long as days are kept.</summary>
internal sealed class RollupRetention(Database database, HeldLease lease)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Removes hours before a time; how many rows.</summary>
    public long RemoveHours(string tenant, long cutoff, CancellationToken stop) => Each(
        tenant, "SELECT min(hour) FROM usage_hourly WHERE tenant = $1 AND hour >= $2 AND hour < $3", cutoff / Clock.Hour, (connection, transaction, hour) =>
        {
            var day = hour / 24 * 24;
            if (hour != day)
            {
                connection.Execute(transaction, $"{UsageSql.InsertBucket} SELECT tenant, {day}, series, bucket, count FROM usage_histogram WHERE tenant = $1 AND hour = $2 ORDER BY series, bucket {UsageSql.AddCount}", tenant, hour);
                connection.Execute(transaction, "DELETE FROM usage_histogram WHERE tenant = $1 AND hour = $2", tenant, hour);
            }

            return connection.Execute(transaction, "DELETE FROM usage_hourly WHERE tenant = $1 AND hour = $2", tenant, hour);
        }, stop);

    /// <summary>Removes days before a time; how many rows.</summary>
    public long RemoveDays(string tenant, long cutoff, CancellationToken stop) => Each(
        tenant, "SELECT min(day) FROM usage_daily WHERE tenant = $1 AND day >= $2 AND day < $3", cutoff / Clock.Day, (connection, transaction, day) =>
        {
            connection.Execute(transaction, "DELETE FROM usage_histogram WHERE tenant = $1 AND hour >= $2 AND hour < $3", tenant, day * 24, (day + 1) * 24);
            foreach (var table in (ReadOnlySpan<string>)["usage_daily_prompts", "usage_daily_histogram"]) connection.Execute(transaction, $"DELETE FROM {table} WHERE tenant = $1 AND day = $2", tenant, day);
            return connection.Execute(transaction, "DELETE FROM usage_daily WHERE tenant = $1 AND day = $2", tenant, day);
        }, stop);

    private long Each(string tenant, string find, long end, Func<DbConnection, DbTransaction, long, int> remove, CancellationToken stop)
    {
        var (rows, from) = (0L, 0L);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            using var connection = database.OpenWrite();
            if (connection.Scalar(null, find, tenant, from, end) is not { } next) return rows;
            using var transaction = database.BeginWrite(connection);
            lease.Guard(connection, transaction);
            rows += remove(connection, transaction, next);
            transaction.Commit();
            from = next + 1;
            stop.WaitHandle.WaitOne(Pause);
        }
    }
}
