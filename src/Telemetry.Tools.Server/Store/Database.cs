using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Where the server keeps everything: one engine behind ADO.NET, and a writer of its own for events.</summary>
internal abstract class Database : IDisposable
{
    /// <summary>The engine's words.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>A connection that may write; from a pool.</summary>
    /// <exception cref="ServerException">TEL4005: the database does not answer.</exception>
    public abstract DbConnection OpenWrite();

    /// <summary>A connection for questions; from a pool.</summary>
    /// <exception cref="ServerException">TEL4005: the database does not answer.</exception>
    public abstract DbConnection OpenRead();

    /// <summary>A connection for reading much, once, beside questions: what it has read does not stay in this process's memory. From a pool.</summary>
    /// <exception cref="ServerException">TEL4005: the database does not answer.</exception>
    public virtual DbConnection OpenScan() => OpenRead();

    /// <summary>What writes events; used by one thread.</summary>
    public abstract IEventWriter CreateWriter();

    /// <summary>How many writers a server gains by.</summary>
    public virtual int Writers => 1;

    /// <summary>Starts a transaction that no other migration can overlap.</summary>
    public abstract DbTransaction BeginMigration(DbConnection connection);

    /// <summary>Starts a transaction that will write.</summary>
    public abstract DbTransaction BeginWrite(DbConnection connection);

    /// <summary>Starts a transaction in which all questions see the same moment.</summary>
    public abstract DbTransaction BeginRead(DbConnection connection);

    /// <summary>Bytes that the database takes on its disk.</summary>
    public abstract long SizeInBytes();

    /// <summary>Connections to the database: on a database server everybody's, else this server's own that are in use.</summary>
    public abstract long Connections();

    /// <summary>The statements with the longest mean, without values; <see langword="null"/> where the engine does not count them.</summary>
    public virtual IReadOnlyList<SlowQuery>? SlowQueries(int count) => null;

    /// <summary>Removes old events in the engine's cheapest way, where it has one; what it leaves is removed piece by piece.</summary>
    public virtual void DropOldEvents(long now, EventRetention events, HeldLease lease, CancellationToken stop)
    {
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Brings the database to <see cref="Migrations.Current"/>.</summary>
    /// <exception cref="ServerException">TEL4005: a newer server has migrated it, or it does not answer.</exception>
    public void Migrate()
    {
        using var connection = OpenWrite();
        using var transaction = BeginMigration(connection);
        connection.Execute(transaction, "CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, applied_at bigint NOT NULL)");
        var version = (int)connection.Scalar(transaction, "SELECT coalesce(max(version), 0) FROM schema_version")!.Value;
        if (version > Migrations.Current) throw TooNew(version);
        for (var next = version + 1; next <= Migrations.Current; next++)
        {
            connection.Execute(transaction, Dialect.Translate(Migrations.All[next - 1]));
            connection.Execute(transaction, "INSERT INTO schema_version (version, applied_at) VALUES ($1, $2)", next, Clock.Micros(DateTimeOffset.UtcNow));
        }

        transaction.Commit();
    }

    private ServerException TooNew(int version) => new(
        ServerDiagnostics.DatabaseNotUsable,
        $"The {Dialect.Name} database has version {version}, and this server knows {Migrations.Current}. Migration goes forward only.",
        "Run the newer server, or restore a backup from before.");
}
