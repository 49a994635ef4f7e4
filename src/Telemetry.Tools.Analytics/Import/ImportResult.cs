namespace Telemetry.Tools.Analytics;

/// <summary>What an import did.</summary>
/// <param name="Source">What was imported from, as on the command line: <c>jsonl</c>, <c>claude</c>, <c>all</c> ….</param>
/// <param name="Stream">The stream that was written; several are separated by commas.</param>
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
    int Pending)
{
    /// <summary>Several imports as one.</summary>
    public static ImportResult Sum(string source, IReadOnlyList<ImportResult> results) => new(
        source,
        string.Join(", ", results.Select(r => r.Stream).Distinct(StringComparer.Ordinal)),
        results.Sum(r => r.Files),
        results.Sum(r => r.Lines),
        results.Sum(r => r.Events),
        results.Sum(r => r.Duplicates),
        results.Sum(r => r.Rejected),
        [.. results.SelectMany(r => r.RejectedLines).Take(ScanTotals.MaxRejectedLines)],
        results.Sum(r => r.Pending));
}
