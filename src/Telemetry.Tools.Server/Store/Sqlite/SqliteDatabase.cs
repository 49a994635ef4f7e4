using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>The embedded store: one SQLite file in the data folder, in WAL mode, each commit on disk before it is acknowledged.</summary>
internal sealed class SqliteDatabase : Database
{
    // The pool gives one connection to two that open at the same moment (https://github.com/dotnet/efcore/issues/39008): one sees what the other does, or nothing.
    private static readonly Lock Opening = new();

    /// <summary>Bytes that the file of the write-ahead log keeps when the log begins anew.</summary>
    internal const long MostLogBytesKept = 64L * 1024 * 1024;

    private readonly string _path;
    private readonly string _read;
    private readonly string _write;
    private readonly string _writer;
    private WalCheckpoints? _checkpoints;
    private long _open;

    public SqliteDatabase(string path)
    {
        SqliteLibrary.Require();
        _path = path;
        _write = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = SqliteWaiting.Seconds }.ToString();
        // Not from the pool: what is set on it is for the writer alone.
        _writer = new SqliteConnectionStringBuilder(_write) { Pooling = false }.ToString();
        _read = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = SqliteWaiting.Seconds, Mode = SqliteOpenMode.ReadOnly }.ToString();
        Prepare();
    }

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    public override DbConnection OpenWrite() => Open(_write, "journal_mode = WAL", "synchronous = FULL");

    // A cache for each connection of the pool, so a small one: what is mapped does not go through it. It is also what may be sorted in memory; more goes through a file without a name.
    public override DbConnection OpenRead() => Open(_read, "mmap_size = 1073741824", "cache_size = -4096");

    // Mapped pages count as the process's memory for as long as they are mapped.
    public override DbConnection OpenScan() => Open(_read, "mmap_size = 0", "cache_size = -4096");

    // Room for the pages of a busy hour's rollups; the log is emptied beside the writer, and what one who read for long has made of it is given back.
    public override IEventWriter CreateWriter()
    {
        _checkpoints ??= new WalCheckpoints(this);
        var connection = Open(_writer, "journal_mode = WAL", "synchronous = FULL", "cache_size = -32768", $"journal_size_limit = {MostLogBytesKept}");
        WalHook.Start(connection);
        return new SqliteEventWriter(connection, _checkpoints);
    }

    // Not deferred: the write lock is taken before anything is read.
    public override DbTransaction BeginMigration(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false);

    public override DbTransaction BeginWrite(DbConnection connection) => BeginMigration(connection);

    public override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true);

    public override long SizeInBytes() => new FileInfo(_path).Length + (File.Exists(_path + "-wal") ? new FileInfo(_path + "-wal").Length : 0);

    public override long Connections() => Interlocked.Read(ref _open);

    public override void Dispose()
    {
        _checkpoints?.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(_write));
        SqliteConnection.ClearPool(new SqliteConnection(_read));
    }

    private void Prepare()
    {
        using (OpenWrite())
        {
            // The mode stays with the file; the first connection sets it.
        }

        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private SqliteConnection Open(string text, params ReadOnlySpan<string> settings)
    {
        var connection = new SqliteConnection(text);
        connection.StateChange += (_, change) => Interlocked.Add(ref _open, change.CurrentState == ConnectionState.Open ? 1 : -1);
        try
        {
            lock (Opening) connection.Open();
            SqliteWaiting.Start(connection);
            // One by one: of several in one text, those after one that answers with a row are not sure to run.
            foreach (var setting in settings) connection.Execute(null, $"PRAGMA {setting}");
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new ServerException(ServerDiagnostics.DatabaseNotUsable, $"The database {_path} cannot be opened: {error.Message}", "Check the folder's permissions and free space.");
        }
    }
}
