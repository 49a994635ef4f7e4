namespace Telemetry.Tools.Analytics;

/// <summary>What earlier imports read of one file. Kept in the store, so that the same lines are never added twice.</summary>
internal sealed record ImportState
{
    /// <summary>The file when it was read.</summary>
    public required string Path { get; init; }

    /// <summary>How far it was read.</summary>
    public long Offset { get; init; }

    /// <summary>Hash of the first bytes, at most <see cref="Fingerprint.Window"/>, that were read.</summary>
    public string Head { get; init; } = "";

    /// <summary>Hash of the last bytes before <see cref="Offset"/>.</summary>
    public string Tail { get; init; } = "";

    /// <summary>Line ends before <see cref="Offset"/>.</summary>
    public long LineEnds { get; init; }

    /// <summary>Lines read, blank ones not counted.</summary>
    public long Lines { get; init; }

    /// <summary>Events added.</summary>
    public long Events { get; init; }

    /// <summary>Lines rejected.</summary>
    public long Rejected { get; init; }

    /// <summary>The first of them.</summary>
    public List<RejectedLine> RejectedLines { get; init; } = [];

    /// <summary>How many hashes of added lines stand in the file beside this one; they are compared when the file turns out to have been rewritten.</summary>
    public long Hashes { get; init; }
}
