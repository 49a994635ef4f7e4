using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// Writes records in the JSON form of OTLP, as one message on one line: spans where the stream has durations, else log records.
/// It goes to a file, or to the <c>/v1/traces</c> or <c>/v1/logs</c> of any OpenTelemetry receiver. The same events give the same bytes, ids included.
/// </summary>
internal sealed class OtlpRecordWriter : IRecordWriter
{
    private readonly RecordJson _records;
    private readonly EventSpans _spans;
    private readonly OtlpAttributeWriter[] _attributes;
    private readonly OtlpTraceIds _ids;
    private readonly RecordPath?[] _errors;
    private readonly Stream _output;
    private readonly Utf8JsonWriter _json;

    public OtlpRecordWriter(StreamLayout layout, EventSpans spans, Stream output)
    {
        (_records, _spans, _output) = (new RecordJson(layout), spans, output);
        _attributes = [.. layout.Events.Select(item => new OtlpAttributeWriter(layout, item))];
        _ids = new OtlpTraceIds(layout);
        _errors = [.. layout.Events.Select((_, index) => layout.RoleColumn(index, FieldRole.Error) is >= 0 and var column ? RecordPath.Of(layout.Columns[column]) : null)];
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = ReportJson.Options.Encoder });
        Begin(layout.Schema, spans.HaveDurations ? ("resourceSpans", "scopeSpans", "spans") : ("resourceLogs", "scopeLogs", "logRecords"));
    }

    public void Write(Row row, ReadOnlySpan<byte> line)
    {
        using var record = _records.Parse(row, line);
        _spans.TryRead(row, record.RootElement, out var span);
        var digest = SHA256.HashData(_records.Bytes(row, line));
        _json.WriteStartObject();
        var error = _errors[row.Event] is { } path && RecordJson.TryFind(record.RootElement, path, out var value) ? RecordJson.TextOf(value) : null;
        if (span.Outcome == Outcome.Unknown && error is not null) span = span with { Outcome = Outcome.Failure };
        if (_spans.HaveDurations) WriteSpan(span, _ids.Of(row, record.RootElement, digest), digest, error);
        else WriteLog(span);
        _attributes[row.Event].Write(_json, record.RootElement);
        _json.WriteEndObject();
        if (_json.BytesPending > 64 * 1024) _json.Flush();
    }

    public void End()
    {
        for (var depth = _json.CurrentDepth; depth > 0; depth--)
        {
            if (depth % 2 == 0) _json.WriteEndArray();
            else _json.WriteEndObject();
        }

        _json.Flush();
        _output.Write("\n"u8);
    }

    // The stream that was given stays open.
    public void Dispose() => _json.Dispose();

    private void Begin(SchemaDocument schema, (string Resources, string Scopes, string Items) names)
    {
        _json.WriteStartObject();
        _json.WriteStartArray(names.Resources);
        _json.WriteStartObject();
        _json.WriteStartObject("resource");
        _json.WriteStartArray("attributes");
        OtlpAttributeWriter.Write(_json, "service.name", schema.Stream);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteStartArray(names.Scopes);
        _json.WriteStartObject();
        _json.WriteStartObject("scope");
        _json.WriteString("name", "Telemetry.Tools");
        _json.WriteString("version", schema.Version.ToString());
        _json.WriteEndObject();
        _json.WriteStartArray(names.Items);
    }

    private void WriteSpan(EventSpan span, string traceId, byte[] digest, string? error)
    {
        _json.WriteString("traceId", traceId);
        _json.WriteString("spanId", Convert.ToHexStringLower(digest.AsSpan(16, 8)));
        _json.WriteString("name", span.Name);
        _json.WriteNumber("kind", 1);
        _json.WriteString("startTimeUnixNano", Nanos(span.StartMicros, 0));
        _json.WriteString("endTimeUnixNano", Nanos(span.StartMicros, span.DurationNanos ?? 0));
        if (span.Outcome == Outcome.Unknown) return;
        _json.WriteStartObject("status");
        _json.WriteNumber("code", span.Outcome == Outcome.Success ? 1 : 2);
        if (span.Outcome == Outcome.Failure && error is not null) _json.WriteString("message", error);
        _json.WriteEndObject();
    }

    private void WriteLog(EventSpan span)
    {
        var isFailure = span.Outcome == Outcome.Failure;
        _json.WriteString("timeUnixNano", Nanos(span.StartMicros, 0));
        _json.WriteNumber("severityNumber", isFailure ? 17 : 9);
        _json.WriteString("severityText", isFailure ? "ERROR" : "INFO");
        _json.WriteStartObject("body");
        _json.WriteString("stringValue", span.Name);
        _json.WriteEndObject();
    }

    // Unsigned in 64 bits, as text; times before 1970 and after 2554 do not fit.
    private static string Nanos(long micros, long more) =>
        ((ulong)Int128.Clamp(((Int128)micros * 1000) + more, 0, ulong.MaxValue)).ToString(CultureInfo.InvariantCulture);
}
