using System.Globalization;
using Npgsql;

namespace Telemetry.Tools.Server;

/// <summary>Removes whole months of events at once, where all of a month is older than its policies keep: what would take a statement a piece takes one, and leaves no holes behind.</summary>
internal sealed class OldPartitions(Database database, NpgsqlDataSource source, EventRetention events, HeldLease lease)
{
    // Whoever asks or writes is not kept waiting: a month that is in use is removed piece by piece, as on other engines.
    private const string Patience = "SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '60s'";

    /// <summary>Removes the months that can go.</summary>
    public void Drop(long now, CancellationToken stop)
    {
        foreach (var (table, end) in Months())
        {
            stop.ThrowIfCancellationRequested();
            if (!TryPrepare(table, end, now, stop) || !TryDrop(table, end)) return;
        }
    }

    private List<(string Table, long End)> Months()
    {
        using var connection = source.OpenConnection();
        using var command = connection.Command(null, "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'events'::regclass ORDER BY c.relname");
        using var reader = command.ExecuteReader();
        var months = new List<(string, long)>();
        while (reader.Read())
        {
            var name = reader.GetString(0);
            if (DateTimeOffset.TryParseExact(name, "'events'_yyyy_MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)) months.Add((name, Clock.Micros(start.AddMonths(1))));
        }

        return months;
    }

    // Whether nobody keeps anything of it; what has to be archived is archived.
    private bool TryPrepare(string table, long end, long now, CancellationToken stop)
    {
        foreach (var scope in ScopesOf(table))
        {
            var policies = new RetentionPolicies(database).Of(scope.Tenant);
            var policy = RetentionTable.Of(scope.Stream);
            if (policies.CutoffOf(policy, now) < end) return false;
            if (policies.Of(policy).Archive) events.Archive(scope, end, stop);
            else new Watermarks(database).Require(scope);
        }

        return true;
    }

    private bool TryDrop(string table, long end)
    {
        using var connection = source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute(transaction, Patience);
            lease.Guard(connection, transaction);
            // Late events of that month wait from here on; nothing else does.
            connection.Execute(transaction, $"LOCK TABLE {table} IN SHARE MODE");
            foreach (var scope in EventScopes.Of(connection, transaction, table, null))
            {
                if (!IsArchived(connection, transaction, table, scope, end)) return false;
                Watermarks.Move(connection, transaction, scope, end);
            }

            connection.Execute(transaction, $"DROP TABLE {table}");
            transaction.Commit();
            return true;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }

    // Each event of the month is in a piece; or its policy wants no archive, which shows in that there are no pieces.
    private static bool IsArchived(NpgsqlConnection connection, NpgsqlTransaction transaction, string table, EventScope scope, long end)
    {
        if (!RetentionPolicies.Of(connection, scope.Tenant).Of(RetentionTable.Of(scope.Stream)).Archive) return Watermarks.Of(connection, transaction, scope) is not null;
        if (Watermarks.Of(connection, transaction, scope) is not { } watermark) return false;
        var stored = connection.Scalar(transaction, $"SELECT count(*) FROM {table} WHERE tenant = $1 AND stream = $2", scope.Tenant, scope.Stream);
        return stored == ArchiveStore.Events(connection, transaction, scope, watermark, end);
    }

    private IReadOnlyList<EventScope> ScopesOf(string table)
    {
        using var connection = source.OpenConnection();
        return EventScopes.Of(connection, null, table, null);
    }
}
