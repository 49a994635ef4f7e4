using System.Diagnostics;
using System.Text;

namespace Telemetry.Tools;

/// <summary>Appends to one stream from this process: opens, rotates and seals its segments. Safe for use by several threads; never throws because of the disk.</summary>
internal sealed class StreamAppender : IDisposable
{
    private const long LookAgainMilliseconds = 5;
    private const long RetryAfterMilliseconds = 1000;
    private const long PauseAfterFailureMilliseconds = 100;
    private const long StuckForMilliseconds = 30_000;

    /// <summary>After this long every writer looks at the path again (with room for a clock that ticks slowly and a writer that is just between look and write).</summary>
    public static readonly TimeSpan WritersNotice = TimeSpan.FromMilliseconds(8 * LookAgainMilliseconds);

    private readonly Lock _gate = new();
    private readonly string _root;
    private readonly StreamInfo _stream;
    private readonly EventStoreOptions _options;
    private readonly StoreWarnings _warnings;
    private readonly StreamFolder _folder;
    private readonly StreamLock _lock;
    private readonly byte[] _header;
    private AppendFile? _active;
    private long _lookedAt;
    private long _notBefore = long.MinValue;
    private long _lockNotBefore = long.MinValue;
    private long? _busySince;

    public StreamAppender(string root, StreamInfo stream, EventStoreOptions options, StoreWarnings warnings)
    {
        if (!SegmentNames.IsValid(stream.Name)) throw StoreDiagnostics.BadName(stream.Name);
        if (!SegmentNames.IsValid(stream.FileName)) throw StoreDiagnostics.BadName(stream.FileName);
        (_root, _stream, _options, _warnings) = (root, stream, options, warnings);
        _folder = new StreamFolder(Path.Combine(root, stream.Name), new SegmentNames(stream.FileName, stream.Format));
        _lock = new StreamLock(Path.Combine(_folder.Path, StreamLock.Name));
        _header = IsCsv ? Encoding.UTF8.GetBytes(stream.CsvHeader + "\n") : [];
    }

    private bool IsCsv => _stream.Format == StreamFormat.Csv;

    /// <summary>Appends whole lines with one write.</summary>
    /// <returns>Whether they were recorded; where not, a warning says why.</returns>
    public bool Append(ReadOnlySpan<byte> lines)
    {
        lock (_gate)
        {
            // A row glued to a torn one could still look like a row, so that rows are written one writer at a time.
            var locked = IsCsv && (_active is not null || TryPrepareFolder()) && TryLock(StreamLock.Patience);
            try
            {
                return TryOpen() && TryWrite(lines);
            }
            finally
            {
                if (locked) _lock.Exit();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Close();
            _lock.Dispose();
            _notBefore = long.MaxValue;
        }
    }

    private bool TryWrite(ReadOnlySpan<byte> lines)
    {
        try
        {
            Turn(lines.Length);
            _active!.Append(lines);
            if (_options.Durability == Durability.Fsync) _active.Sync();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _warnings.Add(error as StoreException ?? StoreDiagnostics.WriteFailed(_folder.Path, error));
            _notBefore = Environment.TickCount64 + PauseAfterFailureMilliseconds;
            Close();
            return false;
        }
    }

    /// <summary>Sees to it that the open segment is the active one, and has room.</summary>
    private void Turn(int coming)
    {
        // A look at the path costs as much as the write. Lines that follow each other within a few milliseconds share one: a segment that is closed meanwhile is full,
        // which each write's own end tells; and clear waits longer than that before it deletes what it has closed.
        var now = Environment.TickCount64;
        if (now - _lookedAt < LookAgainMilliseconds && !IsFull(_active!.End, coming)) return;
        var facts = NativeFiles.Current.Stat(_active!.Path);
        if (facts is not { } present) Reopen();
        else if (present.Identity != _active.Identity) Follow();
        else if (IsFull(present.Size, coming)) Rotate(coming);
        _lookedAt = now;
    }

    /// <summary>Goes on in the segment that another writer has made; who makes one under the lock has seen to the rest.</summary>
    private void Follow()
    {
        if (IsCsv)
        {
            Reopen();
            return;
        }

        Close();
        _active = AppendFile.Open(_folder.ActivePath, _stream.Format);
    }

    private bool IsFull(long size, int coming) =>
        _stream.RotateAt > 0 && size > _header.Length && size + coming > _stream.RotateAt;

    private bool TryOpen()
    {
        if (_active is not null) return true;
        if (!TryPrepareFolder()) return false;
        try
        {
            Reopen();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Refuse(error as StoreException ?? StoreDiagnostics.CannotOpen(_folder.Path, error));
            return false;
        }
    }

    private bool TryPrepareFolder()
    {
        if (Environment.TickCount64 < _notBefore) return false;
        try
        {
            Ownership.EnsureFolder(_root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Refuse(error as StoreException ?? StoreDiagnostics.NoFolder(_root, error.Message, error));
            return false;
        }

        try
        {
            Ownership.EnsureFolder(_folder.Path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Refuse(error as StoreException ?? StoreDiagnostics.CannotOpen(_folder.Path, error));
            return false;
        }
    }

    // A host that records thousands of events must not pay for thousands of failed attempts.
    private void Refuse(StoreException reason)
    {
        _warnings.Add(reason);
        _notBefore = Environment.TickCount64 + RetryAfterMilliseconds;
    }

    private void Reopen()
    {
        var locked = TryLock(StreamLock.Patience);
        try
        {
            // Where a segment has just been closed the others wait for the next one; before the first one comes the schema.
            var isFirst = _active is null;
            Close();
            if (isFirst) UpdateSchema();
            if (IsCsv) StartCsv();
            _active = AppendFile.Open(_folder.ActivePath, _stream.Format);
            _lookedAt = Environment.TickCount64;
            if (!isFirst) UpdateSchema();
            Retain();
            if (_options.Durability == Durability.Fsync) NativeFiles.Current.SyncFolder(_folder.Path);
        }
        finally
        {
            if (locked) _lock.Exit();
        }
    }

    /// <summary>Closes the active segment under the lock, unless another writer has just done so.</summary>
    private void Rotate(int coming)
    {
        // Whoever holds the lock is most likely closing this very segment: then there is nothing left to do but to go on in the next one.
        _busySince = null;
        for (var attempt = 0; !TryLock(TimeSpan.Zero); attempt++)
        {
            if (Environment.TickCount64 < _lockNotBefore) return;
            StreamLock.Pause(attempt);
            if (NativeFiles.Current.Stat(_active!.Path) is not { } next || next.Identity == _active.Identity) continue;
            Follow();
            return;
        }

        try
        {
            var isOurs = NativeFiles.Current.Stat(_active!.Path) is { } present && present.Identity == _active.Identity;
            if (isOurs)
            {
                _active.SealTail();
                if (!TryCloseSegment()) return;
            }

            Reopen();
        }
        finally
        {
            _lock.Exit();
        }
    }

    private bool TryCloseSegment()
    {
        try
        {
            while (!NativeFiles.Current.TryMove(_folder.ActivePath, Path.Combine(_folder.Path, _folder.Names.Closed(_options.Clock.GetUtcNow()))))
            {
                // The name was taken; the next one differs in its random part.
            }

            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _warnings.Add(StoreDiagnostics.NotRotated(_folder.ActivePath, error.Message));
            return false;
        }
    }

    /// <summary>Makes the segment with its header in one step, and closes one that has another schema's header.</summary>
    private void StartCsv()
    {
        if (NativeFiles.Current.Stat(_folder.ActivePath) is { Kind: FileKind.File } facts)
        {
            if (facts.Size > 0 && CsvHeaderRow.Matches(_folder.ActivePath, _header)) return;
            if (facts.Size == 0) File.Delete(_folder.ActivePath);
            else if (!TryCloseSegment()) throw new IOException("its header is another schema's, and it could not be closed");
        }

        AtomicFile.TryCreate(_folder.ActivePath, _header);
    }

    private void UpdateSchema()
    {
        try
        {
            SchemaFile.Update(_folder.Path, _stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _warnings.Add(StoreDiagnostics.NoSchemaFile(Path.Combine(_folder.Path, SchemaFile.Name), error.Message));
        }
    }

    private void Retain()
    {
        if (_stream.Retain is not { } keep) return;
        try
        {
            Retention.Remove(_folder, _options.Clock.GetUtcNow() - keep);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _warnings.Add(StoreDiagnostics.Unreadable(_folder.Path, error.Message));
        }
    }

    private bool TryLock(TimeSpan patience)
    {
        if (Environment.TickCount64 < _lockNotBefore) return false;
        try
        {
            if (_lock.TryEnter(patience))
            {
                _busySince = null;
                return true;
            }

            if (patience == TimeSpan.Zero && Stopwatch.GetElapsedTime(_busySince ??= Stopwatch.GetTimestamp()) < StreamLock.Patience) return false;
            _warnings.Add(StoreDiagnostics.NotRotated(_folder.ActivePath, "another process holds the lock"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (error is StoreException refused) _warnings.Add(refused);
            else _warnings.Add(StoreDiagnostics.NotRotated(_folder.ActivePath, error.Message));
        }

        _lockNotBefore = Environment.TickCount64 + StuckForMilliseconds;
        return false;
    }

    private void Close()
    {
        _active?.Dispose();
        _active = null;
    }
}
