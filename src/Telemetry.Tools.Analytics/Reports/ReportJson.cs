using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>The stable JSON shape of a report.</summary>
public static class ReportJson
{
    internal static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a report as one JSON object. Keys of the summary that the schema's roles do not allow are left out.</summary>
    public static void Write(ReportResult report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("stream", report.Stream);
        WriteTime(json, "since", report.Since);
        WriteTime(json, "until", report.Until);
        json.WriteNumber("events", report.Events);
        json.WriteNumber("rejected", report.Rejected);
        WriteRejected(json, report.RejectedLines);
        WriteSummary(json, report.Summary);
        json.WriteStartArray("sections");
        foreach (var section in report.Sections) WriteSection(json, section);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>A time in UTC, ISO 8601, with as many decimals as it needs.</summary>
    public static string Format(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var format = (utc.Ticks % TimeSpan.TicksPerSecond, utc.Ticks % TimeSpan.TicksPerMillisecond, utc.Ticks % TimeSpan.TicksPerMicrosecond) switch
        {
            (0, _, _) => "yyyy-MM-ddTHH:mm:ssZ",
            (_, 0, _) => "yyyy-MM-ddTHH:mm:ss.fffZ",
            (_, _, 0) => "yyyy-MM-ddTHH:mm:ss.ffffffZ",
            _ => "yyyy-MM-ddTHH:mm:ss.fffffffZ",
        };
        return utc.ToString(format, CultureInfo.InvariantCulture);
    }

    internal static void WriteRejected(Utf8JsonWriter json, IReadOnlyList<RejectedLine> lines)
    {
        json.WriteStartArray("rejected_lines");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("file", line.File);
            json.WriteNumber("line", line.Line);
            json.WriteString("reason", line.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSummary(Utf8JsonWriter json, ReportSummary summary)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("runs", summary.Runs);
        foreach (var (name, value) in Figures(summary))
        {
            if (!(summary.Keys?.Contains(name) ?? value is not null)) continue;
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static IEnumerable<(string Name, object? Value)> Figures(ReportSummary summary) =>
    [
        ("successes", summary.Successes),
        ("failures", summary.Failures),
        ("success_rate", summary.SuccessRate),
        ("average_duration_seconds", summary.AverageDurationSeconds),
        ("p50_duration_seconds", summary.P50DurationSeconds),
        ("p95_duration_seconds", summary.P95DurationSeconds),
        ("p50_duration_seconds_exact", summary.P50DurationSecondsExact),
        ("p95_duration_seconds_exact", summary.P95DurationSecondsExact),
        ("cost_usd", summary.CostUsd),
        ("input_tokens", summary.InputTokens),
        ("output_tokens", summary.OutputTokens),
        ("first", summary.First),
        ("last", summary.Last),
    ];

    private static void WriteSection(Utf8JsonWriter json, ReportSection section)
    {
        json.WriteStartObject();
        json.WriteString("id", section.Id);
        json.WriteString("title", section.Title);
        json.WriteString("chart", section.Chart);
        json.WriteStartArray("columns");
        foreach (var column in section.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("unit", column.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in section.Rows) WriteRow(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<object?> row)
    {
        json.WriteStartArray();
        foreach (var value in row) WriteValue(json, value);
        json.WriteEndArray();
    }

    internal static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        json.WritePropertyName(name);
        WriteValue(json, time);
    }

    internal static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case long whole: json.WriteNumberValue(whole); break;
            case int whole: json.WriteNumberValue(whole); break;
            case double real when double.IsFinite(real): json.WriteNumberValue(real); break;
            case double: json.WriteNullValue(); break;
            case decimal exact: json.WriteNumberValue(exact); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case DateTimeOffset time: json.WriteStringValue(Format(time)); break;
            default: throw new ArgumentException($"A report's cell cannot hold {value.GetType().Name}.", nameof(value));
        }
    }
}
