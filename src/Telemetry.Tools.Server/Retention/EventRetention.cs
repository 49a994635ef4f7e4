using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Removes a stream's old events, piece by piece: each is archived, on disk and read back first; then one transaction makes sure that nothing came since, removes it, and moves the watermark.
/// Whatever stops it in between, the next run goes on from there.</summary>
internal sealed class EventRetention(Database database, ArchiveStore archives, ArchiveWriter writer, HeldLease lease)
{
    /// <summary>Events of a piece: few enough that nobody waits long for its transaction.</summary>
    public const int PieceEvents = 5_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly Watermarks _watermarks = new(database);

    /// <summary>Removes all that is older than a time.</summary>
    /// <returns>Events removed.</returns>
    public long Remove(EventScope scope, long cutoff, bool isArchived, CancellationToken stop)
    {
        _watermarks.Require(scope);
        var removed = 0L;
        while (Next(scope, cutoff, isArchived) is { } piece)
        {
            stop.ThrowIfCancellationRequested();
            removed += Delete(scope, piece);
            // Whoever waits to write comes first.
            stop.WaitHandle.WaitOne(Pause);
        }

        return removed;
    }

    /// <summary>Archives up to a time without removing anything yet.</summary>
    public void Archive(EventScope scope, long end, CancellationToken stop)
    {
        _watermarks.Require(scope);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            using var connection = database.OpenWrite();
            var watermark = Watermarks.Of(connection, null, scope) ?? 0;
            var from = Math.Max(watermark, ArchiveStore.End(connection, scope) ?? 0);
            if (BoundsOf(connection, scope, from, end) is not var (month, to)) return;
            archives.Add(lease, writer.Write(scope, from, to, month));
        }
    }

    private Piece? Next(EventScope scope, long cutoff, bool isArchived)
    {
        using var connection = database.OpenWrite();
        var watermark = Watermarks.Of(connection, null, scope) ?? 0;
        if (ArchiveStore.After(connection, scope, watermark) is { } left)
        {
            if (left.From == watermark && left.To <= cutoff) return new Piece(left.To, left);
            Discard(connection, scope);
        }

        if (BoundsOf(connection, scope, watermark, cutoff) is not var (month, to)) return null;
        if (!isArchived) return new Piece(to, null);
        var entry = writer.Write(scope, watermark, to, month);
        archives.Add(lease, entry);
        return new Piece(to, entry);
    }

    // Where the next piece ends, and its first event's time; null where no event is old enough. A piece stays within a month.
    private static (long First, long To)? BoundsOf(DbConnection connection, EventScope scope, long from, long cutoff)
    {
        const string Sql = "SELECT ts FROM events WHERE tenant = $1 AND stream = $2 AND ts >= $3 AND ts < $4 ORDER BY ts LIMIT 1";
        if (connection.Scalar(null, Sql, scope.Tenant, scope.Stream, from, cutoff) is not { } first) return null;
        var month = Clock.Time(first);
        var end = Math.Min(cutoff, Clock.Micros(new DateTimeOffset(month.Year, month.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1)));
        var next = connection.Scalar(null, $"{Sql} OFFSET {PieceEvents}", scope.Tenant, scope.Stream, first, end);
        return (first, next is { } time ? Math.Max(time, first + 1) : end);
    }

    private long Delete(EventScope scope, Piece piece)
    {
        using var connection = database.OpenWrite();
        using var transaction = database.BeginWrite(connection);
        lease.Guard(connection, transaction);
        var watermark = _watermarks.Lock(connection, transaction, scope);
        var hasMore = piece.Entry is { } entry && connection.Scalar(transaction, "SELECT count(*) FROM events WHERE tenant = $1 AND stream = $2 AND ts < $3", scope.Tenant, scope.Stream, piece.To) != entry.Events;
        var removed = 0;
        // What came after it was archived is archived too: the piece is written anew.
        if (hasMore)
        {
            ArchiveStore.Discard(connection, transaction, scope, watermark);
        }
        else
        {
            removed = connection.Execute(transaction, "DELETE FROM events WHERE tenant = $1 AND stream = $2 AND ts < $3", scope.Tenant, scope.Stream, piece.To);
            Watermarks.Move(connection, transaction, scope, piece.To);
        }

        transaction.Commit();
        return removed;
    }

    private void Discard(DbConnection connection, EventScope scope)
    {
        using var transaction = database.BeginWrite(connection);
        lease.Guard(connection, transaction);
        ArchiveStore.Discard(connection, transaction, scope, _watermarks.Lock(connection, transaction, scope));
        transaction.Commit();
    }

    private sealed record Piece(long To, ArchiveEntry? Entry);
}
