namespace Telemetry.Tools.Server;

/// <summary>Removes what else has become old: exports with their files, alerts with their messages, and what servers measured of themselves.</summary>
internal sealed class OtherRetention(Database database, HeldLease lease)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Exports whose files have been gone for as long as they were kept; until then they are listed as expired. <c>$2</c> is the first moment that is kept.</summary>
    public const string OldExports = "expires_at < $2 AND status <> 'running'";

    /// <summary>Removes exports; how many.</summary>
    public long RemoveExports(string tenant, long cutoff) => Remove(
        tenant, cutoff, $"DELETE FROM export_pieces WHERE export_id IN (SELECT id FROM exports WHERE tenant = $1 AND {OldExports})", $"DELETE FROM exports WHERE tenant = $1 AND {OldExports}");

    /// <summary>Alerts that are over; an old one that is open stays. <c>$2</c> is the first moment that is kept.</summary>
    public const string OldAlerts = "triggered_at < $2 AND status = 'resolved'";

    /// <summary>Removes alerts; how many.</summary>
    public long RemoveAlerts(string tenant, long cutoff) => Remove(
        tenant, cutoff, $"DELETE FROM alert_deliveries WHERE alert_id IN (SELECT id FROM alerts WHERE tenant = $1 AND {OldAlerts})", $"DELETE FROM alerts WHERE tenant = $1 AND {OldAlerts}");

    /// <summary>Removes samples of the servers themselves, a day at a time; how many.</summary>
    public long RemovePerformance(long cutoff, CancellationToken stop)
    {
        for (var rows = 0L; ;)
        {
            stop.ThrowIfCancellationRequested();
            using var connection = database.OpenWrite();
            if (connection.Scalar(null, "SELECT min(ts) FROM performance WHERE ts < $1", cutoff) is not { } oldest) return rows;
            var end = Math.Min(cutoff, (oldest / Clock.Day * Clock.Day) + Clock.Day);
            using var transaction = database.BeginWrite(connection);
            lease.Guard(connection, transaction);
            rows += connection.Execute(transaction, "DELETE FROM performance WHERE ts < $1", end);
            connection.Execute(transaction, "DELETE FROM performance_histogram WHERE hour < $1", end / Clock.Hour);
            transaction.Commit();
            stop.WaitHandle.WaitOne(Pause);
        }
    }

    private long Remove(string tenant, long cutoff, params ReadOnlySpan<string> statements)
    {
        using var connection = database.OpenWrite();
        using var transaction = database.BeginWrite(connection);
        lease.Guard(connection, transaction);
        var rows = 0;
        foreach (var sql in statements) rows = connection.Execute(transaction, sql, tenant, cutoff);
        transaction.Commit();
        return rows;
    }
}
