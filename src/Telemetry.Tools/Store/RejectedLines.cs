namespace Telemetry.Tools;

/// <summary>Lines that readers passed over. Safe for use by several threads.</summary>
public sealed class RejectedLines
{
    private const int Kept = 100;

    private readonly Lock _gate = new();
    private readonly List<RejectedLine> _lines = [];
    private long _count;
    private long _pending;

    /// <summary>How many were rejected.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How many last lines had no end yet: most likely they are being written right now. They are not errors.</summary>
    public long Pending => Interlocked.Read(ref _pending);

    /// <summary>The first 100 rejected lines.</summary>
    public IReadOnlyList<RejectedLine> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    internal void Add(RejectedLine line)
    {
        Interlocked.Increment(ref _count);
        lock (_gate)
        {
            if (_lines.Count < Kept) _lines.Add(line);
        }
    }

    internal void AddPending() => Interlocked.Increment(ref _pending);
}

/// <summary>A line that a reader passed over. Never holds content.</summary>
/// <param name="File">Path of the segment.</param>
/// <param name="Line">Line number, from 1.</param>
/// <param name="Reason">Why.</param>
public sealed record RejectedLine(string File, long Line, string Reason);
