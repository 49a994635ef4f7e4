using Microsoft.Data.Sqlite;

namespace Telemetry.Tools.Server;

/// <summary>
/// Moves what was written from the write-ahead log into the database, beside the writer: inside a commit it would make everybody wait. While events keep coming some would always be
/// left, and the log could never begin anew, so that the writer itself, between two transactions, moves the last little. The log then begins anew in the file that is there: to shorten
/// it each time would cost the writer more than all its other work (https://sqlite.org/wal.html#avoiding_excessively_large_wal_files).
/// </summary>
internal sealed class WalCheckpoints : IDisposable
{
    private const long MostPages = 128 * 1024;
    private const long WorthPages = 1024;
    private const long LittlePages = 1024;
    private const long RestMilliseconds = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly SqliteDatabase _database;
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private volatile bool _isLittleLeft;
    private long _pages;
    private long _notBefore;

    public WalCheckpoints(SqliteDatabase database)
    {
        _database = database;
        _thread = new Thread(Run) { IsBackground = true, Name = "checkpoint", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Tells how many pages the log held after the writer's last commit.</summary>
    public void Committed(long pages) => Volatile.Write(ref _pages, pages);

    /// <summary>Lets the log begin anew where that is cheap now, or can wait no longer.</summary>
    /// <param name="writer">The writer's connection, outside of a transaction.</param>
    public void BeginLogAnew(SqliteConnection writer)
    {
        var now = Environment.TickCount64;
        var isOverdue = now >= _notBefore && Volatile.Read(ref _pages) > MostPages;
        if (!isOverdue && !_isLittleLeft) return;
        if (isOverdue) _gate.Enter();
        else if (!_gate.TryEnter()) return;
        try
        {
            _isLittleLeft = false;
            // Where somebody still reads what stands in the log, trying again at once would only hold up the writer.
            _notBefore = now + RestMilliseconds;
            MovePages(writer);
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
                if (_isLittleLeft || Volatile.Read(ref _pages) < WorthPages) continue;
                using var connection = (SqliteConnection)_database.OpenWrite();
                lock (_gate) _isLittleLeft = MovePages(connection) <= LittlePages;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // The next one tries again; nothing is lost meanwhile.
            }
        }
    }

    // Pages that are left in the log. One that is still read stays there: nobody waits for that, the next time takes it along.
    private static long MovePages(SqliteConnection connection)
    {
        using var command = connection.Command(null, "PRAGMA wal_checkpoint(PASSIVE)");
        using var reader = command.ExecuteReader();
        return reader.Read() ? reader.GetInt64(1) - reader.GetInt64(2) : 0;
    }
}
