namespace Telemetry.Tools;

/// <summary>A folder of streams. Append and read typed events; never throws at its host because of the disk, and does nothing where telemetry is off.</summary>
public sealed class EventStore : IDisposable
{
    private EventStore(string root, bool isEnabled) => (Root, IsEnabled) = (root, isEnabled);

    /// <summary>The store's folder, absolute.</summary>
    public string Root { get; }

    /// <summary>Whether there is consent; where not, <see cref="Append{TEvent}(TEvent)"/> does nothing.</summary>
    public bool IsEnabled { get; }

    /// <summary>What readers skipped so far: how many lines, and the first ones by file, line and reason.</summary>
    public RejectedLines Rejected { get; } = new();

    /// <summary>What went wrong on writing, for the host to show if it likes; at most one of each kind.</summary>
    public IReadOnlyList<StoreWarning> Warnings { get; } = [];

    /// <summary>Opens the store that applies (see <see cref="StoreLocator"/>); never throws because of the disk.</summary>
    public static EventStore Open(EventStoreOptions? options = null) => throw new NotImplementedException();

    /// <summary>Appends one event: one write of one whole line, in the system's hands when the call returns.</summary>
    public void Append<TEvent>(TEvent value)
        where TEvent : class, ITelemetryEvent<TEvent> => throw new NotImplementedException();

    /// <summary>Appends many events with as few writes as possible; each write holds whole lines only.</summary>
    public void Append<TEvent>(IEnumerable<TEvent> values)
        where TEvent : class, ITelemetryEvent<TEvent> => throw new NotImplementedException();

    /// <summary>Appends lines that were made elsewhere (whole lines, each with its <c>\n</c>) to a stream.</summary>
    public void AppendLines(StreamInfo stream, ReadOnlySpan<byte> lines) => throw new NotImplementedException();

    /// <summary>Reads a stream's events, segment by segment in time order; rejected lines are counted and passed over.</summary>
    public IEnumerable<TEvent> Read<TEvent>(DateTimeOffset? since = null, DateTimeOffset? until = null)
        where TEvent : class, ITelemetryEvent<TEvent> => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

/// <summary>How to open a store.</summary>
/// <param name="Path">The folder; <see langword="null"/> = as <see cref="StoreLocator"/> finds it.</param>
/// <param name="Durability">What survives.</param>
public sealed record EventStoreOptions(string? Path = null, Durability Durability = Durability.Flush);

/// <summary>What an acknowledged event survives.</summary>
public enum Durability
{
    /// <summary>The end of the process.</summary>
    Flush,

    /// <summary>The end of power: each append waits for the disk.</summary>
    Fsync,
}

/// <summary>One thing that went wrong on writing.</summary>
/// <param name="Id"><c>TEL2xxx</c>.</param>
/// <param name="Message">What, and what to do about it.</param>
public sealed record StoreWarning(string Id, string Message);

/// <summary>Lines that readers skipped.</summary>
public sealed class RejectedLines
{
    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>The first 100.</summary>
    public IReadOnlyList<RejectedLine> Lines => _lines;

    private readonly List<RejectedLine> _lines = [];

    internal void Add(RejectedLine line)
    {
        Count++;
        if (_lines.Count < 100) _lines.Add(line);
    }
}

/// <summary>A line that a reader skipped. Never holds content.</summary>
/// <param name="File">Path of the segment.</param>
/// <param name="Line">Line number, from 1.</param>
/// <param name="Reason">Why.</param>
public sealed record RejectedLine(string File, long Line, string Reason);

/// <summary>Finds the store that applies: an explicit path, <c>TELEMETRY_STORE</c>, the repository's, the user's.</summary>
public static class StoreLocator
{
    /// <summary>The store that applies to a folder, and whether it is on.</summary>
    /// <param name="explicitPath">What the user named, or <see langword="null"/>.</param>
    /// <param name="startDirectory">Where to look for a repository from; <see langword="null"/> = the current folder.</param>
    public static StoreLocation Locate(string? explicitPath = null, string? startDirectory = null) => throw new NotImplementedException();
}

/// <summary>A store's place and consent.</summary>
/// <param name="Root">The folder, absolute; it need not exist.</param>
/// <param name="IsEnabled">Whether events are recorded.</param>
/// <param name="Reason">Why on or off, for people: <c>DO_NOT_TRACK=1</c>, <c>no marker</c>, …</param>
public sealed record StoreLocation(string Root, bool IsEnabled, string Reason);
