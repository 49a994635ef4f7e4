namespace Telemetry.Tools.Analytics;

/// <summary>A part of a file that one worker reads: the lines that begin in it. Knows its own line numbers only until the ranges before it are counted.</summary>
internal sealed class ScanRange(int order, string file, long start, long end)
{
    public int Order { get; } = order;

    public string File { get; } = file;

    public long Start { get; } = start;

    public long End { get; } = end;

    /// <summary>Figures of this range; the line numbers in it count from its own first line.</summary>
    public ScanTotals Totals { get; } = new();

    /// <summary>Line ends in the range, blank lines included.</summary>
    public long LineEnds { get; set; }
}
