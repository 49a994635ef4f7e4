using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Writes records in the Chrome trace event format, for Perfetto, chrome://tracing and speedscope: what lasts as bars (<c>X</c>), what does not as marks (<c>i</c>).</summary>
internal sealed class TraceRecordWriter : IRecordWriter
{
    private readonly RecordJson _records;
    private readonly EventSpans _spans;
    private readonly TraceLanes _lanes = new();
    private readonly string _stream;
    private readonly Utf8JsonWriter _json;

    public TraceRecordWriter(StreamLayout layout, EventSpans spans, Stream output)
    {
        (_records, _spans, _stream) = (new RecordJson(layout), spans, layout.Schema.Stream);
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = ReportJson.Options.Encoder });
        _json.WriteStartObject();
        _json.WriteString("displayTimeUnit", "ms");
        _json.WriteStartObject("otherData");
        _json.WriteString("stream", _stream);
        _json.WriteString("version", layout.Schema.Version.ToString());
        _json.WriteEndObject();
        _json.WriteStartArray("traceEvents");
        WriteProcessName();
    }

    /// <inheritdoc/>
    /// <remarks>A record without a time has no place in the picture.</remarks>
    public void Write(Row row, ReadOnlySpan<byte> line)
    {
        using var record = _records.Parse(row, line);
        if (!_spans.TryRead(row, record.RootElement, out var span)) return;
        _json.WriteStartObject();
        _json.WriteString("name", span.Name);
        _json.WriteString("cat", _stream);
        _json.WriteString("ph", span.DurationNanos is null ? "i" : "X");
        _json.WriteNumber("ts", span.StartMicros);
        _json.WriteNumber("pid", 1);
        if (span.DurationNanos is { } nanos) WriteDuration(span.StartMicros, nanos);
        else WriteMark();
        if (span.Outcome == Outcome.Failure) _json.WriteString("cname", "terrible");
        _json.WritePropertyName("args");
        record.RootElement.WriteTo(_json);
        _json.WriteEndObject();
        if (_json.BytesPending > 64 * 1024) _json.Flush();
    }

    public void End()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    // The stream that was given stays open.
    public void Dispose() => _json.Dispose();

    private void WriteDuration(long startMicros, long nanos)
    {
        _json.WriteNumber("tid", _lanes.Place(startMicros, startMicros + Math.Max(1, nanos / 1000)));
        _json.WriteNumber("dur", nanos / 1000m);
    }

    private void WriteMark()
    {
        _json.WriteNumber("tid", 0);
        _json.WriteString("s", "t");
    }

    private void WriteProcessName()
    {
        _json.WriteStartObject();
        _json.WriteString("name", "process_name");
        _json.WriteString("ph", "M");
        _json.WriteNumber("pid", 1);
        _json.WriteStartObject("args");
        _json.WriteString("name", _stream);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }
}
