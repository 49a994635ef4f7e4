using System.Text.Json.Serialization;

namespace Telemetry.Tools.Server;

/// <summary>An export as it stands.</summary>
/// <param name="ExportId">Its id.</param>
/// <param name="Status">queued, running, done, failed or expired.</param>
/// <param name="Progress">0–1.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Bytes">Bytes of the file; null until it is done.</param>
/// <param name="Sha256">Digest of the file in hexadecimal; null until it is done.</param>
/// <param name="ExpiresAt">When the file is deleted.</param>
/// <param name="ExportType">csv, json, jsonl or parquet.</param>
/// <param name="Format">full: each event; summary: each day's figures.</param>
/// <param name="StartDate">Start of the period.</param>
/// <param name="EndDate">End of the period, exclusive.</param>
/// <param name="CreatedAt">When it was asked for.</param>
public sealed record ExportJob(
    string ExportId, string Status, double Progress, long Rows, long? Bytes, [property: JsonPropertyName("sha256")] string? Sha256, string ExpiresAt, string ExportType, string Format, string StartDate, string EndDate, string CreatedAt)
{
    [JsonIgnore]
    internal string Tenant { get; init; } = "";

    [JsonIgnore]
    internal long Start { get; init; }

    [JsonIgnore]
    internal long End { get; init; }

    [JsonIgnore]
    internal bool IsExcelSafe { get; init; }

    // Raised by each server that takes the job: one that was thought dead writes nothing more.
    [JsonIgnore]
    internal long Fence { get; init; }
}

/// <summary>All exports, newest first.</summary>
/// <param name="Exports">The exports.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
public sealed record ExportList(IReadOnlyList<ExportJob> Exports, string? NextCursor);
