using System.Data.Common;
using Npgsql;

namespace Telemetry.Tools.Server;

/// <summary>Chooses who answers questions: the standby while it has replayed what the primary had written a second ago, else the primary. A standby that is away is none.</summary>
internal sealed class StandbyReads(NpgsqlDataSource primary, NpgsqlDataSource standby)
{
    private const long CheckEachMs = 250;
    private const long AllowedMs = 1_000;
    private const string Written = "SELECT (pg_current_wal_flush_lsn() - '0/0')::bigint";
    private const string Replayed = "SELECT ((CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END) - '0/0')::bigint";

    private readonly Lock _gate = new();
    private readonly Queue<(long At, long Position)> _written = new();
    private long _checkedAt = long.MinValue / 2;
    private bool _isCurrent;

    /// <summary>Who answers now.</summary>
    public NpgsqlDataSource Choose()
    {
        lock (_gate)
        {
            var now = Environment.TickCount64;
            if (now - _checkedAt >= CheckEachMs) (_checkedAt, _isCurrent) = (now, IsCurrent(now));
            return _isCurrent ? standby : primary;
        }
    }

    private bool IsCurrent(long now)
    {
        if (Position(standby, Replayed) is not { } replayed) return false;
        // Where the primary is away nothing new can be acknowledged: the standby has what there is.
        if (Position(primary, Written) is not { } written) return true;
        _written.Enqueue((now, written));
        while (_written.Count > 1 && now - _written.Peek().At > AllowedMs) _written.Dequeue();
        return replayed >= _written.Peek().Position;
    }

    private static long? Position(NpgsqlDataSource source, string sql)
    {
        try
        {
            using var connection = source.OpenConnection();
            return connection.Scalar(null, sql);
        }
        catch (Exception error) when (error is DbException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return null;
        }
    }
}
