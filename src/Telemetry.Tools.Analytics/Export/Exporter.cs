namespace Telemetry.Tools.Analytics;

/// <summary>Formats of <c>export</c>.</summary>
public enum ExportFormat
{
    /// <summary>One JSON array of records.</summary>
    Json,

    /// <summary>One record a line.</summary>
    Jsonl,

    /// <summary>RFC 4180; nested objects flattened with dots, lists and maps as JSON text.</summary>
    Csv,
}

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

/// <summary>Writes a stream's valid events in another format, in the order of the files, without holding them in memory.</summary>
public static class Exporter
{
    /// <summary>Writes all events that the query asks for.</summary>
    public static ExportResult Export(
        StreamSource source, ExportQuery query, Stream output, IProgress<ScanProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
