namespace Telemetry.Tools.Analytics;

/// <summary>What one log file gave.</summary>
internal sealed class FileParse
{
    private const int Named = 100;

    private readonly List<RejectedLine> _rejected = [];

    /// <summary>The requests, in the file's order.</summary>
    public List<UsageRecord> Records { get; } = [];

    /// <summary>Whole lines read in this run.</summary>
    public long Lines { get; set; }

    /// <summary>Rows that repeat what another row of the file says.</summary>
    public long Repeats { get; set; }

    public long RejectedCount { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<RejectedLine> Rejected => _rejected;

    /// <summary>Whether the file ends in an unfinished line.</summary>
    public bool IsTorn { get; set; }

    /// <summary>Where the next read begins, and the number of lines in front of it.</summary>
    public long Offset { get; set; }

    public long LinesBefore { get; set; }

    /// <summary>What the next read of a grown file must know; <see langword="null"/> = nothing.</summary>
    public Dictionary<string, string>? Carry { get; set; }

    /// <summary>Whether a grown file must be read from its start again.</summary>
    public bool StartOver { get; set; }

    /// <summary>What a Codex session says of itself, for the sessions that were forked from it.</summary>
    public CodexSession? Codex { get; set; }

    public void Reject(string file, long line, string reason)
    {
        RejectedCount++;
        if (_rejected.Count < Named) _rejected.Add(new RejectedLine(file, line, reason));
    }
}
