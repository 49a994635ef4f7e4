using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Makes rollups anew: a tenant's hour in a transaction, then its day from its hours. What is being written meanwhile is counted by its own writer, before or after.</summary>
internal sealed class BackfillWork(Database database, ArchiveFolder folder, HeldLease lease)
{
    private readonly BackfillSource _source = new(folder);

    /// <summary>Why a period cannot be made anew; <see langword="null"/> where it can.</summary>
    public string? ProblemOf(string? tenant, long start, long end)
    {
        using var connection = database.OpenWrite();
        return Tenants.Of(connection, tenant).Select(name => _source.ProblemOf(connection, name, start, end)).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Makes one day of all tenants, or of one, anew; how many events it has.</summary>
    public long Rebuild(string? tenant, long day, CancellationToken stop)
    {
        IReadOnlyList<string> tenants;
        using (var connection = database.OpenWrite()) tenants = Tenants.Of(connection, tenant);
        var events = 0L;
        foreach (var name in tenants)
        {
            for (var hour = day * 24; hour < (day + 1) * 24; hour++)
            {
                stop.ThrowIfCancellationRequested();
                events += InTransaction((connection, transaction) => RebuildHour(connection, transaction, name, hour));
            }

            InTransaction((connection, transaction) => RebuildDay(connection, transaction, name, day));
        }

        return events;
    }

    private long InTransaction(Func<DbConnection, DbTransaction, long> work)
    {
        using var connection = database.OpenWrite();
        using var transaction = database.BeginWrite(connection);
        lease.Guard(connection, transaction);
        // Sums that others are changing must not be read half changed; they wait for this one hour.
        if (database.Dialect.LockRollups.Length > 0) connection.Execute(transaction, database.Dialect.LockRollups);
        var result = work(connection, transaction);
        transaction.Commit();
        return result;
    }

    private long RebuildHour(DbConnection connection, DbTransaction transaction, string tenant, long hour)
    {
        var group = new RollupGroup();
        var events = _source.Count(connection, transaction, tenant, hour, group);
        connection.Execute(transaction, "DELETE FROM usage_hourly WHERE tenant = $1 AND hour = $2", tenant, hour);
        connection.Execute(transaction, "DELETE FROM usage_histogram WHERE tenant = $1 AND hour = $2", tenant, hour);
        group.EachHour((RollupKey key, in UsageSums sums) => connection.Execute(transaction, UsageSql.AddHourly, [key.Tenant, key.Time, key.Series, .. sums.Values]));
        group.EachBucket((key, count) => connection.Execute(transaction, UsageSql.AddBucket, key.Tenant, key.Hour, key.Series, key.Bucket, count));
        return events;
    }

    private static long RebuildDay(DbConnection connection, DbTransaction transaction, string tenant, long day)
    {
        connection.Execute(transaction, "DELETE FROM usage_daily WHERE tenant = $1 AND day = $2", tenant, day);
        connection.Execute(transaction, $"{UsageSql.InsertSums("usage_daily", "day")} SELECT tenant, hour / 24, series, {string.Join(", ", UsageSql.Sums.Select(column => $"CAST(sum({column}) AS bigint)"))} FROM usage_hourly WHERE tenant = $1 AND hour >= $2 AND hour < $3 GROUP BY tenant, hour / 24, series", tenant, day * 24, (day + 1) * 24);
        foreach (var table in (ReadOnlySpan<string>)["usage_daily_prompts", "usage_daily_histogram"]) connection.Execute(transaction, $"DELETE FROM {table} WHERE tenant = $1 AND day = $2", tenant, day);
        connection.Execute(transaction, UsageSql.PromptsOfDays("WHERE u.tenant = $1 AND u.day = $2"), tenant, day);
        connection.Execute(transaction, UsageSql.BucketsOfDays("WHERE tenant = $1 AND hour >= $2 AND hour < $3"), tenant, day * 24, (day + 1) * 24);
        connection.Execute(transaction, UsageSql.BumpChanges, tenant);
        return 0;
    }
}
