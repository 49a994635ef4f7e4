using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>A part of a file that one worker reads: the lines that begin in it. Knows its own line numbers only until the ranges before it are counted.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="format">Its format.</param>
/// <param name="handle">The open file.</param>
/// <param name="start">Where the range begins.</param>
/// <param name="end">Where the next one begins.</param>
/// <param name="fileEnd">Size of the file when the scan began; what is appended later is not read.</param>
internal sealed class ScanRange(string path, StreamFormat format, SafeFileHandle handle, long start, long end, long fileEnd)
{
    public string Path { get; } = path;

    public StreamFormat Format { get; } = format;

    public SafeFileHandle Handle { get; } = handle;

    public long Start { get; } = start;

    public long End { get; } = end;

    public long FileEnd { get; } = fileEnd;

    /// <summary>Figures of this range; the line numbers in it count from its own first line.</summary>
    public ScanTotals Totals { get; } = new();

    /// <summary>Line ends in the range, blank lines included.</summary>
    public long LineEnds { get; set; }
}
