using System.Data.Common;
using Npgsql;

namespace Telemetry.Tools.Server;

/// <summary>
/// Chooses who answers questions: the standby while it is less than a second behind, else the primary. A standby that is away, or does not say in time how far it is, is none: it is
/// asked beside the questions, so that none of them waits for it.
/// </summary>
internal sealed class StandbyReads(NpgsqlDataSource primary, NpgsqlDataSource standby)
{
    private const long CheckEachMs = 250;

    // Together a second: how far behind it may have been when it was asked, and for how long that holds.
    private const long AllowedMs = 500;
    private const long HoldsMs = 500;
    private const string Written = "SELECT (pg_current_wal_flush_lsn() - '0/0')::bigint";
    private const string Replayed = "SELECT ((CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END) - '0/0')::bigint";

    private readonly Queue<(long At, long Position)> _written = new();
    private long _startedAt = long.MinValue / 2;
    private long _currentAt = long.MinValue / 2;
    private int _isChecking;

    /// <summary>Who answers now.</summary>
    public NpgsqlDataSource Choose()
    {
        var now = Environment.TickCount64;
        if (now - Interlocked.Read(ref _startedAt) >= CheckEachMs && Interlocked.Exchange(ref _isChecking, 1) == 0) _ = Task.Run(Check);
        return now - Interlocked.Read(ref _currentAt) < HoldsMs ? standby : primary;
    }

    private void Check()
    {
        try
        {
            var now = Environment.TickCount64;
            Interlocked.Exchange(ref _startedAt, now);
            if (IsCurrent(now)) Interlocked.Exchange(ref _currentAt, now);
        }
        finally
        {
            Interlocked.Exchange(ref _isChecking, 0);
        }
    }

    private bool IsCurrent(long now)
    {
        // First what was written: what comes in between would only make the standby look better.
        if (Position(primary, Written) is { } written) _written.Enqueue((now, written));
        while (_written.Count > 1 && now - _written.Peek().At > AllowedMs) _written.Dequeue();
        // Where the primary is away nothing new can be acknowledged: what it had written before is all there is.
        return Position(standby, Replayed) is { } replayed && (_written.Count == 0 || replayed >= _written.Peek().Position);
    }

    private static long? Position(NpgsqlDataSource source, string sql)
    {
        try
        {
            using var connection = source.OpenConnection();
            return connection.Scalar(null, sql);
        }
        catch (Exception error) when (error is DbException or TimeoutException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
