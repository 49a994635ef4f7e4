using Microsoft.Data.Sqlite;

namespace Telemetry.Tools.Server;

/// <summary>
/// Moves what was written from the write-ahead log into the database, beside the writer: inside a commit it would make everybody wait. While events keep coming the log would never
/// begin anew, so that the writer itself, between two transactions, moves the little that is left.
/// </summary>
internal sealed class WalCheckpoints : IDisposable
{
    private const long MostBytes = 512L * 1024 * 1024;
    private const long WorthBytes = 4L * 1024 * 1024;
    private const long LittlePages = 1024;
    private const long RestMilliseconds = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly SqliteDatabase _database;
    private readonly string _log;
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private volatile bool _isLittleLeft;
    private long _notBefore;

    public WalCheckpoints(SqliteDatabase database, string log)
    {
        (_database, _log) = (database, log);
        _thread = new Thread(Run) { IsBackground = true, Name = "checkpoint", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Lets the log begin anew where that is cheap now, or can wait no longer.</summary>
    /// <param name="writer">The writer's connection, outside of a transaction.</param>
    public void BeginLogAnew(SqliteConnection writer)
    {
        var now = Environment.TickCount64;
        var isOverdue = now >= _notBefore && Length() > MostBytes;
        if (!isOverdue && !_isLittleLeft) return;
        if (isOverdue) _gate.Enter();
        else if (!_gate.TryEnter()) return;
        try
        {
            _isLittleLeft = false;
            // Where somebody still reads what stands in the log, trying again at once would only hold up the writer.
            _notBefore = now + RestMilliseconds;
            Checkpoint(writer, "TRUNCATE");
        }
        finally
        {
            _gate.Exit();
        }
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.Wait(Pause))
        {
            try
            {
                if (_isLittleLeft || Length() < WorthBytes) continue;
                using var connection = (SqliteConnection)_database.OpenWrite();
                lock (_gate) _isLittleLeft = Checkpoint(connection, "PASSIVE") <= LittlePages;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // The next one tries again; nothing is lost meanwhile.
            }
        }
    }

    private long Length() => new FileInfo(_log) is { Exists: true } log ? log.Length : 0;

    // Pages that are left in the log. One that is still read stays there: that is no error, and waits for the next time, not here.
    private static long Checkpoint(SqliteConnection connection, string mode)
    {
        SqliteWaiting.Stop(connection);
        try
        {
            using var command = connection.Command(null, $"PRAGMA wal_checkpoint({mode})");
            using var reader = command.ExecuteReader();
            return reader.Read() ? reader.GetInt64(1) - reader.GetInt64(2) : 0;
        }
        finally
        {
            SqliteWaiting.Start(connection);
        }
    }
}
