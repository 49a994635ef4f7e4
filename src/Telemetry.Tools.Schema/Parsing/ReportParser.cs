using System.Globalization;

namespace Telemetry.Tools.Schema;

/// <summary>Reads reports and holds them against the fields they are over.</summary>
internal sealed class ReportParser(SchemaDocument document, ParseContext context)
{
    private const int MaxTop = 1000;

    public EquatableArray<ReportDefinition> Parse(ObjectReader root)
    {
        var reports = new List<ReportDefinition>();
        foreach (var item in root.Array("reports")?.Items ?? [])
        {
            if (item.Kind != JsonKind.Object) root.ReportType(item, "reports", "objects in braces");
            else if (Report(item) is { } report && IsNew(report, reports, item)) reports.Add(report);
        }

        return new EquatableArray<ReportDefinition>([.. reports]);
    }

    private ReportDefinition? Report(JsonNode item)
    {
        var reader = new ObjectReader(item, "a report", SchemaGrammar.Report, item.Head, context);
        var id = Id(reader);
        var chart = Chart(reader);
        var measure = reader.RequiredText("measure", "\"measure\": \"count\"");
        var bucket = Bucket(reader);
        var title = reader.Sentence("title");
        var description = reader.Sentence("description");
        var top = Top(reader);
        if (id is null || chart is null || measure is null) return null;
        var report = new ReportDefinition(id, title ?? Title(id), chart.Value, measure, reader.Text("by"), bucket, reader.Text("event"), top, description);
        return new ReportCheck(document, report, reader, context).Passes() ? report : null;
    }

    private string? Id(ObjectReader reader)
    {
        if (reader.RequiredText("id", "\"id\": \"runs-over-time\"") is not { } id) return null;
        if (NameRules.IsFileName(id) && NameRules.ReservedBy(id, isStream: false) is null) return id;
        context.Diagnostics.Add(SchemaDiagnostics.BadFileName, reader.ValueSpan("id"), id, "a report");
        return null;
    }

    private static ReportChart? Chart(ObjectReader reader)
    {
        if (reader.Find("chart") is null) reader.ReportMissing("chart", "\"chart\": \"bar\"");
        return reader.Word("chart", SchemaVocabulary.Charts, SchemaDiagnostics.UnknownChart);
    }

    private string? Bucket(ObjectReader reader)
    {
        if (reader.Text("bucket") is not { } bucket || SchemaVocabulary.Buckets.Contains(bucket)) return reader.Find("bucket")?.Value.Text;
        context.Diagnostics.Add(
            SchemaDiagnostics.UnknownChoice, reader.ValueSpan("bucket"), bucket, Suggestion.For(bucket, SchemaVocabulary.Buckets), string.Join(", ", SchemaVocabulary.Buckets));
        return null;
    }

    private static int Top(ObjectReader reader)
    {
        if (reader.Find("top")?.Value is not { } value) return 0;
        if (value.Kind == JsonKind.Number && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= MaxTop) return top;
        reader.ReportType(value, "top", $"a whole number from 1 to {MaxTop}");
        return 0;
    }

    private bool IsNew(ReportDefinition report, List<ReportDefinition> reports, JsonNode item)
    {
        if (!reports.Any(other => other.Id == report.Id)) return true;
        context.Diagnostics.Add(SchemaDiagnostics.DuplicateReport, item.Head, report.Id);
        return false;
    }

    private static string Title(string id)
    {
        var words = id.Replace('-', ' ').Replace('_', ' ').Replace('.', ' ');
        return char.ToUpperInvariant(words[0]) + words.Substring(1);
    }
}
