using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>The stable JSON shape of an import.</summary>
public static class ImportJson
{
    /// <summary>Writes the result as one JSON object.</summary>
    public static void Write(ImportResult result, Stream output)
    {
        using var json = new Utf8JsonWriter(output, ReportJson.Options);
        json.WriteStartObject();
        json.WriteString("source", result.Source);
        json.WriteString("stream", result.Stream);
        json.WriteNumber("files", result.Files);
        json.WriteNumber("lines", result.Lines);
        json.WriteNumber("events", result.Events);
        json.WriteNumber("duplicates", result.Duplicates);
        json.WriteNumber("rejected", result.Rejected);
        ReportJson.WriteRejected(json, result.RejectedLines);
        json.WriteNumber("pending", result.Pending);
        json.WriteEndObject();
    }
}
