namespace Telemetry.Tools.Analytics;

/// <summary>What an import did.</summary>
/// <param name="Source">The kind of source: <c>jsonl</c>, <c>csv</c>.</param>
/// <param name="Stream">The stream that was written.</param>
/// <param name="Files">Files looked at.</param>
/// <param name="Lines">Whole lines (CSV: rows below the header) read in this run.</param>
/// <param name="Events">Events added.</param>
/// <param name="Duplicates">Lines that an earlier import had added already.</param>
/// <param name="Rejected">Lines that are no valid events.</param>
/// <param name="RejectedLines">The first of them.</param>
/// <param name="Pending">Unterminated last lines, to be read when they have been completed.</param>
public sealed record ImportResult(
    string Source,
    string Stream,
    int Files,
    long Lines,
    long Events,
    long Duplicates,
    long Rejected,
    IReadOnlyList<RejectedLine> RejectedLines,
    int Pending);
