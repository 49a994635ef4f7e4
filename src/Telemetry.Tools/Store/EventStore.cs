using System.Collections.Concurrent;

namespace Telemetry.Tools;

/// <summary>
/// A folder of streams. Append and read typed events; never throws at its host because of the disk, and records nothing where telemetry is off. Safe for use by several
/// threads; any number of processes may write to one store.
/// </summary>
public sealed class EventStore : IDisposable
{
    private const int BatchBytes = 256 * 1024;
    private const int SmallestBatchBytes = 4 * 1024;
    private const int KeptBufferBytes = 1024 * 1024;

    [ThreadStatic]
    private static byte[]? _buffer;

    private readonly EventStoreOptions _options;
    private readonly StoreWarnings _warnings = new();
    // By name and version in one text: a dictionary of texts is compiled beforehand, one of pairs is not, and short-lived hosts pay for that at each start.
    private readonly ConcurrentDictionary<string, StreamAppender?> _appenders = new();
    private readonly Lock _keyGate = new();
    private Latest? _latest;
    private PrivacyKey? _key;
    private bool _isKeyRead;
    private long _notRecorded;
    private volatile bool _isDisposed;

    private EventStore(StoreLocation location, EventStoreOptions options) => (Location, _options) = (location, options);

    /// <summary>Where the store is, whether it is on, and why.</summary>
    public StoreLocation Location { get; }

    /// <summary>The store's folder, absolute; empty where there is no home folder.</summary>
    public string Root => Location.Root;

    /// <summary>Whether there is consent; where not, <see cref="Append{TEvent}(TEvent)"/> does nothing.</summary>
    public bool IsEnabled => Location.IsEnabled;

    /// <summary>What readers passed over so far: how many lines, and the first ones by file, line and reason.</summary>
    public RejectedLines Rejected { get; } = new();

    /// <summary>What went wrong so far, for the host to show if it likes; at most one of each kind.</summary>
    public IReadOnlyList<StoreWarning> Warnings => _warnings.All;

    /// <summary>How many calls recorded nothing, or only a part, because of the disk; <see cref="Warnings"/> says why.</summary>
    public long NotRecorded => Interlocked.Read(ref _notRecorded);

    /// <summary>The streams as they are now, by name; works where recording is off, too.</summary>
    public IReadOnlyList<StoreStream> Streams => new StreamFolders(Root, _warnings).List();

    /// <summary>Opens the store that applies (see <see cref="StoreLocator"/>); never throws because of the disk.</summary>
    /// <param name="options">Which one, and how; <see langword="null"/> = as the locator finds it.</param>
    public static EventStore Open(EventStoreOptions? options = null)
    {
        var chosen = options ?? new EventStoreOptions();
        return new EventStore(StoreLocator.Locate(chosen.Path, chosen.StartDirectory, chosen.Environment), chosen);
    }

    /// <summary>Opens a store that was located before.</summary>
    /// <param name="location">Place and consent.</param>
    /// <param name="durability">What an acknowledged event survives.</param>
    public static EventStore Open(StoreLocation location, Durability durability = Durability.Flush) =>
        new(location, new EventStoreOptions(location.Root, durability));

    /// <summary>Appends one event: one write of one whole line, in the system's hands when the call returns.</summary>
    public void Append<TEvent>(TEvent value)
        where TEvent : class, ITelemetryEvent<TEvent>
    {
        if (!IsEnabled) return;
        var stream = TEvent.Stream;
        var writer = new LineWriter(TakeBuffer(), Key());
        if (stream.Format == StreamFormat.Csv) TEvent.WriteCsv(value, ref writer);
        else TEvent.WriteJson(value, ref writer);
        if (TryEndLine(stream, ref writer, 0)) Record(stream, writer.Written);
        KeepBuffer(writer.Buffer);
    }

    /// <summary>Appends many events with as few writes as possible; each write holds whole lines only.</summary>
    public void Append<TEvent>(IEnumerable<TEvent> values)
        where TEvent : class, ITelemetryEvent<TEvent>
    {
        if (!IsEnabled) return;
        var stream = TEvent.Stream;
        var writer = new LineWriter(TakeBuffer(), Key());
        var limit = BatchLimit(stream);
        foreach (var value in values)
        {
            var before = writer.Written.Length;
            if (stream.Format == StreamFormat.Csv) TEvent.WriteCsv(value, ref writer);
            else TEvent.WriteJson(value, ref writer);
            var whole = TryEndLine(stream, ref writer, before) ? writer.Written.Length : before;
            if (whole < limit && whole != before) continue;
            if (whole > 0) Record(stream, writer.Written[..whole]);
            writer.Clear();
        }

        if (!writer.Written.IsEmpty) Record(stream, writer.Written);
        KeepBuffer(writer.Buffer);
    }

    /// <summary>Appends lines that were made elsewhere to a stream; hashed fields must have been hashed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="lines">Whole lines (rows without a header), each with its <c>\n</c>.</param>
    /// <exception cref="ArgumentException">The last line has no end.</exception>
    public void AppendLines(StreamInfo stream, ReadOnlySpan<byte> lines)
    {
        if (!IsEnabled || lines.IsEmpty) return;
        if (lines[^1] != (byte)'\n') throw new ArgumentException("The last line has no line end.", nameof(lines));
        var limit = BatchLimit(stream);
        while (!lines.IsEmpty)
        {
            var count = stream.Format == StreamFormat.Csv ? lines.Length : WholeLines(lines, limit);
            Record(stream, lines[..count]);
            lines = lines[count..];
        }
    }

    /// <summary>Reads a stream's events, segment by segment, oldest first, as of now; rejected lines are counted and passed over. Works where recording is off, too.</summary>
    /// <param name="since">From this time on, where the event's schema has a time.</param>
    /// <param name="until">Up to, and not including, this time.</param>
    public IEnumerable<TEvent> Read<TEvent>(DateTimeOffset? since = null, DateTimeOffset? until = null)
        where TEvent : class, ITelemetryEvent<TEvent>
    {
        foreach (var segment in Walk(TEvent.Stream))
        {
            using (segment)
            {
                foreach (var value in new SegmentEvents<TEvent>(segment, Rejected, _warnings).Decode())
                {
                    if (IsWithin(TEvent.TimeOf(value), since, until)) yield return value;
                }
            }
        }
    }

    /// <summary>Deletes the segments of one stream or of all. Consent, key, schemas and foreign files stay, and so does every folder without <c>schema.json</c>.</summary>
    /// <param name="stream">The stream's name; <see langword="null"/> = all.</param>
    public ClearResult Clear(string? stream = null) => new StreamFolders(Root, _warnings).Clear(stream);

    /// <summary>The random name of this machine in this store; <see langword="null"/> where recording is off or the store cannot be written.</summary>
    public string? MachineId()
    {
        if (!IsEnabled) return null;
        try
        {
            Ownership.EnsureFolder(Root);
            return MachineFile.ReadOrCreate(Root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _warnings.Add(error as StoreException ?? StoreDiagnostics.NoFolder(Root, error.Message, error));
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (var appender in _appenders.Values) appender?.Dispose();
    }

    private static bool IsWithin(DateTimeOffset? time, DateTimeOffset? since, DateTimeOffset? until) =>
        time is not { } at || ((since is null || at >= since) && (until is null || at < until));

    // A segment that is full of one large write would miss its size by as much.
    private static int BatchLimit(StreamInfo stream) =>
        stream.RotateAt > 0 ? (int)Math.Clamp(stream.RotateAt / 4, SmallestBatchBytes, BatchBytes) : BatchBytes;

    private static int WholeLines(ReadOnlySpan<byte> lines, int limit)
    {
        if (lines.Length <= limit) return lines.Length;
        var end = lines[..limit].LastIndexOf((byte)'\n');
        return 1 + (end >= 0 ? end : lines.IndexOf((byte)'\n'));
    }

    // What appends is generic over events with static members, which cannot be compiled beforehand. What it calls can, where others might call it too: hence internal.

    /// <summary>Ends the line that was written behind others.</summary>
    /// <param name="stream">The stream, for the warning.</param>
    /// <param name="writer">The lines.</param>
    /// <param name="before">Length of those before it.</param>
    /// <returns>Whether readers can take it; where not, it is not to be recorded.</returns>
    internal bool TryEndLine(StreamInfo stream, ref LineWriter writer, int before)
    {
        var length = writer.Written.Length - before;
        writer.EndLine();
        if (length <= LineReader.MaxLineBytes) return true;
        _warnings.Add(StoreDiagnostics.LineTooLong(stream.Name, length));
        Interlocked.Increment(ref _notRecorded);
        return false;
    }

    // Taken away while in use: a value's own code might append another event.
    internal static byte[] TakeBuffer()
    {
        var buffer = _buffer ?? new byte[SmallestBatchBytes];
        _buffer = null;
        return buffer;
    }

    internal static void KeepBuffer(byte[] buffer) => _buffer = buffer.Length <= KeptBufferBytes ? buffer : null;

    private IEnumerable<OpenSegment> Walk(StreamInfo stream)
    {
        if (Root.Length == 0 || !SegmentNames.IsValid(stream.Name) || !SegmentNames.IsValid(stream.FileName)) return [];
        var folder = new StreamFolder(Path.Combine(Root, stream.Name), new SegmentNames(stream.FileName, stream.Format));
        return new StreamFolders(Root, _warnings).IsReadable(folder.Path) ? new SegmentWalk(folder, _warnings).Walk() : [];
    }

    internal void Record(StreamInfo stream, ReadOnlySpan<byte> lines)
    {
        if (_isDisposed || Appender(stream) is not { } appender || !appender.Append(lines)) Interlocked.Increment(ref _notRecorded);
    }

    private StreamAppender? Appender(StreamInfo stream)
    {
        if (_latest is { } latest && ReferenceEquals(latest.Stream, stream)) return latest.Appender;
        var name = $"{stream.Name}\n{stream.Version}";
        var appender = _appenders.TryGetValue(name, out var known) ? known : _appenders.GetOrAdd(name, MakeAppender(stream));
        _latest = new Latest(stream, appender);
        return appender;
    }

    private StreamAppender? MakeAppender(StreamInfo stream)
    {
        try
        {
            return new StreamAppender(Root, stream, _options, _warnings);
        }
        catch (StoreException refused)
        {
            _warnings.Add(refused);
            return null;
        }
    }

    /// <summary>The store's key for hashed fields, for encoders without generated code; <see langword="null"/> where recording is off or the key cannot be used.</summary>
    public PrivacyKey? Key()
    {
        if (!IsEnabled) return null;
        if (Volatile.Read(ref _isKeyRead)) return _key;
        lock (_keyGate)
        {
            if (_isKeyRead) return _key;
            _key = ReadKey();
            Volatile.Write(ref _isKeyRead, true);
            return _key;
        }
    }

    private PrivacyKey? ReadKey()
    {
        try
        {
            Ownership.EnsureFolder(Root);
            return KeyFile.ReadOrCreate(Root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _warnings.Add(error as StoreException ?? StoreDiagnostics.UnusableKey(Path.Combine(Root, KeyFile.Name), error.Message));
            return null;
        }
    }

    /// <summary>The stream that was written to last, which is mostly the next one, too.</summary>
    private sealed record Latest(StreamInfo Stream, StreamAppender? Appender);
}
