using System.Data;
using System.Data.Common;
using Npgsql;

namespace Telemetry.Tools.Server;

/// <summary>PostgreSQL: for several servers on one database. A second connection string may name standbys for questions.</summary>
internal sealed class PostgresDatabase : Database
{
    // Any number; the same in every server.
    private const long MigrationLock = 0x74656C656D;

    private readonly NpgsqlDataSource _write;
    private readonly NpgsqlDataSource? _standby;
    private readonly StandbyReads? _reads;
    private readonly SeriesCache _knownSeries = new();

    public PostgresDatabase(string write, string? read)
    {
        _write = Source(write);
        if (read is null) return;
        _standby = Source(read);
        _reads = new StandbyReads(_write, _standby);
    }

    public override SqlDialect Dialect => SqlDialect.Postgres;

    public override DbConnection OpenWrite() => Open(_write);

    public override DbConnection OpenRead() => Open(_reads?.Choose() ?? _write);

    // One stores its events, or waits for the disk, while the other adds to rollups, which only one at a time can.
    public override int Writers => 2;

    public override IEventWriter CreateWriter() => new PostgresEventWriter(_write, Open(_write), _knownSeries);

    public override DbTransaction BeginMigration(DbConnection connection)
    {
        var transaction = connection.BeginTransaction();
        connection.Scalar(transaction, "SELECT 1 FROM pg_advisory_xact_lock($1)", MigrationLock);
        return transaction;
    }

    public override DbTransaction BeginWrite(DbConnection connection) => connection.BeginTransaction();

    // Compiling a question's plan takes longer than any of ours runs; and what is sorted for one, some ten thousand rows, stays in memory.
    public override DbTransaction BeginRead(DbConnection connection)
    {
        var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        connection.Execute(transaction, "SET LOCAL jit = off; SET LOCAL work_mem = '16MB'");
        return transaction;
    }

    public override long SizeInBytes()
    {
        using var connection = OpenRead();
        return connection.Scalar(null, "SELECT pg_database_size(current_database())") ?? 0;
    }

    public override long Connections()
    {
        using var connection = OpenWrite();
        return connection.Scalar(null, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()") ?? 0;
    }

    public override IReadOnlyList<SlowQuery>? SlowQueries(int count)
    {
        using var connection = OpenWrite();
        return StatementTimes.Read(connection, count);
    }

    public override void DropOldEvents(long now, EventRetention events, HeldLease lease, CancellationToken stop) => new OldPartitions(this, _write, events, lease).Drop(now, stop);

    public override void Dispose()
    {
        _write.Dispose();
        _standby?.Dispose();
    }

    private static NpgsqlDataSource Source(string text)
    {
        try
        {
            // Whatever else was asked for, an error must not tell what was in a row.
            var settings = new NpgsqlConnectionStringBuilder(text) { IncludeErrorDetail = false, ApplicationName = "telemetry-server" };
            // A standby that was promoted is found within two seconds, not ten.
            if (!settings.ShouldSerialize("Host Recheck Seconds")) settings.HostRecheckSeconds = 2;
            return NpgsqlDataSource.Create(settings);
        }
        catch (ArgumentException)
        {
            throw new ServerException(ServerDiagnostics.BadSetting, "The connection string of the database cannot be read.", "Host=localhost;Username=telemetry;Password=…;Database=telemetry", isUsage: true);
        }
    }

    private static NpgsqlConnection Open(NpgsqlDataSource source)
    {
        try
        {
            return source.OpenConnection();
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new ServerException(ServerDiagnostics.DatabaseNotUsable, $"The PostgreSQL database does not answer: {error.Message}", "Check that it runs, and the setting 'database'.");
        }
    }
}
