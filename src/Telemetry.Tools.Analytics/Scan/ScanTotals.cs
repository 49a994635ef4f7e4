namespace Telemetry.Tools.Analytics;

/// <summary>What a scan read and left out.</summary>
internal sealed class ScanTotals
{
    public const int MaxRejectedLines = 100;

    /// <summary>Whole lines that were not blank; CSV: rows below the header.</summary>
    public long Lines { get; set; }

    public long Events { get; set; }

    public long Rejected { get; set; }

    /// <summary>Files whose last line has no end.</summary>
    public int Pending { get; set; }

    public long Bytes { get; set; }

    public List<RejectedLine> RejectedLines { get; } = [];

    public void Add(ScanTotals other)
    {
        Lines += other.Lines;
        Events += other.Events;
        Rejected += other.Rejected;
        Pending += other.Pending;
        Bytes += other.Bytes;
        RejectedLines.AddRange(other.RejectedLines.Take(MaxRejectedLines - RejectedLines.Count));
    }

    public void Reject(string file, long line, string reason)
    {
        Rejected++;
        if (RejectedLines.Count < MaxRejectedLines) RejectedLines.Add(new RejectedLine(file, line, reason));
    }
}
