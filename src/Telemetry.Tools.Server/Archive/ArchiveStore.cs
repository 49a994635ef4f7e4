using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Which pieces the archive has, in the database.</summary>
internal sealed class ArchiveStore(Database database, TimeProvider time)
{
    private const string Columns = "from_ts, to_ts, folder, file, start, bytes, events, sha256";

    /// <summary>The first piece that reaches behind a time; <see langword="null"/> where there is none.</summary>
    public static ArchiveEntry? After(DbConnection connection, EventScope scope, long time) =>
        Read(connection, scope, $"SELECT {Columns} FROM archives WHERE tenant = $1 AND stream = $2 AND to_ts > $3 ORDER BY to_ts LIMIT 1", scope.Tenant, scope.Stream, time).FirstOrDefault();

    /// <summary>End of the last piece; <see langword="null"/> where there is none.</summary>
    public static long? End(DbConnection connection, EventScope scope) => connection.Scalar(null, "SELECT max(to_ts) FROM archives WHERE tenant = $1 AND stream = $2", scope.Tenant, scope.Stream);

    /// <summary>The pieces that reach into a period, in the order of time.</summary>
    public static IReadOnlyList<ArchiveEntry> Overlapping(DbConnection connection, DbTransaction? transaction, EventScope scope, long start, long end) => Read(
        connection, scope, transaction, $"SELECT {Columns} FROM archives WHERE tenant = $1 AND stream = $2 AND to_ts > $3 AND from_ts < $4 ORDER BY to_ts", scope.Tenant, scope.Stream, start, end);

    /// <summary>Bytes of a file that belong to pieces; what follows them is the rest of a write that never ended.</summary>
    public static long Length(DbConnection connection, string folder, string file) =>
        connection.Scalar(null, "SELECT CAST(max(start + bytes) AS bigint) FROM archives WHERE folder = $1 AND file = $2", folder, file) ?? 0;

    /// <summary>Events that the pieces of a period hold.</summary>
    public static long Events(DbConnection connection, DbTransaction? transaction, EventScope scope, long start, long end) => connection.Scalar(
        transaction, "SELECT CAST(sum(events) AS bigint) FROM archives WHERE tenant = $1 AND stream = $2 AND from_ts >= $3 AND to_ts <= $4", scope.Tenant, scope.Stream, start, end) ?? 0;

    /// <summary>Keeps a piece.</summary>
    public void Add(HeldLease lease, ArchiveEntry entry)
    {
        using var connection = database.OpenWrite();
        using var transaction = database.BeginWrite(connection);
        lease.Guard(connection, transaction);
        connection.Execute(
            transaction,
            $"INSERT INTO archives (tenant, stream, {Columns}, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            entry.Scope.Tenant, entry.Scope.Stream, entry.From, entry.To, entry.Folder, entry.File, entry.Start, entry.Bytes, entry.Events, entry.Sha256, Clock.Micros(time.GetUtcNow()));
        transaction.Commit();
    }

    /// <summary>Forgets the pieces whose events were not removed yet: more events have come since.</summary>
    public static void Discard(DbConnection connection, DbTransaction transaction, EventScope scope, long watermark) =>
        connection.Execute(transaction, "DELETE FROM archives WHERE tenant = $1 AND stream = $2 AND to_ts > $3", scope.Tenant, scope.Stream, watermark);

    private static List<ArchiveEntry> Read(DbConnection connection, EventScope scope, string sql, params ReadOnlySpan<object?> values) => Read(connection, scope, null, sql, values);

    private static List<ArchiveEntry> Read(DbConnection connection, EventScope scope, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(transaction, sql, values);
        using var reader = command.ExecuteReader();
        var entries = new List<ArchiveEntry>();
        while (reader.Read())
        {
            entries.Add(new ArchiveEntry(
                scope, reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetString(7)));
        }

        return entries;
    }
}
