using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>The stable JSON shape of <c>analyze</c>.</summary>
public static class AnalysisJson
{
    /// <summary>Writes findings and the files of proposals as one JSON object.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="learned">Proposals.</param>
    /// <param name="output">Where to; stays open.</param>
    public static void Write(IEnumerable<Finding> findings, LearningResult learned, Stream output)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(learned);
        using var json = new Utf8JsonWriter(output, ReportJson.Options);
        json.WriteStartObject();
        json.WriteStartArray("findings");
        foreach (var finding in findings) Write(json, finding);
        json.WriteEndArray();
        WriteFiles(json, "proposals", learned.Open);
        WriteFiles(json, "resolved", learned.Resolved);
        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, string name, IEnumerable<KeptProposal> proposals)
    {
        json.WriteStartArray(name);
        foreach (var file in proposals.Select(kept => kept.File).OfType<string>()) json.WriteStringValue(file);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("type", finding.Type);
        json.WriteString("severity", finding.Severity);
        json.WriteString("stream", finding.Stream);
        json.WriteString("subject", finding.Subject);
        json.WriteString("first", ReportJson.Format(finding.First));
        json.WriteString("last", ReportJson.Format(finding.Last));
        json.WriteNumber("count", finding.Count);
        json.WriteString("message", finding.Message);
        json.WriteString("recommended_action", finding.RecommendedAction);
        json.WriteEndObject();
    }
}
