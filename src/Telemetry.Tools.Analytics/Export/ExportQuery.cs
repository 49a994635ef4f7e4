namespace Telemetry.Tools.Analytics;

/// <summary>What <c>export</c> is asked for.</summary>
/// <param name="Format">Format of the output.</param>
/// <param name="Since">Start, inclusive.</param>
/// <param name="Until">End, exclusive.</param>
/// <param name="Where">Conditions that all must hold.</param>
/// <param name="ExcelSafe">CSV: a cell of text that begins with <c>= + - @</c>, tab or carriage return gets an apostrophe before it, so that no spreadsheet runs it.</param>
public sealed record ExportQuery(
    ExportFormat Format,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    IReadOnlyList<Filter>? Where = null,
    bool ExcelSafe = false);

/// <summary>What an export wrote.</summary>
/// <param name="Events">Records written.</param>
/// <param name="Rejected">Lines left out because they are no valid events.</param>
/// <param name="RejectedLines">The first of them.</param>
public sealed record ExportResult(long Events, long Rejected, IReadOnlyList<RejectedLine> RejectedLines);
