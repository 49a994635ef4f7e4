using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Moves what was written from the write-ahead log into the database, beside the writer: inside a commit it would make everybody wait.</summary>
internal sealed class WalCheckpoints : IDisposable
{
    // A log that outgrows this waits for nobody's reading: the writer is held up until it is empty.
    private const long MostBytes = 512L * 1024 * 1024;
    private const long WorthBytes = 4L * 1024 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly SqliteDatabase _database;
    private readonly string _log;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public WalCheckpoints(SqliteDatabase database, string log)
    {
        (_database, _log) = (database, log);
        _thread = new Thread(Run) { IsBackground = true, Name = "checkpoint", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        var seen = DateTime.MinValue;
        while (!_stop.Wait(Pause))
        {
            try
            {
                var log = new FileInfo(_log);
                if (!log.Exists || log.Length < WorthBytes || log.LastWriteTimeUtc == seen) continue;
                seen = log.LastWriteTimeUtc;
                Checkpoint(log.Length > MostBytes ? "TRUNCATE" : "PASSIVE");
            }
            catch (Exception error) when (error is DbException or ServerException or IOException)
            {
                // The next one tries again; nothing is lost meanwhile.
            }
        }
    }

    private void Checkpoint(string mode)
    {
        using var connection = _database.OpenWrite();
        connection.Execute(null, $"PRAGMA wal_checkpoint({mode})");
    }
}
