using System.Buffers;
using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Makes a JSON object of a CSV row, with the types of its fields.</summary>
internal sealed class CsvRowJson(StreamLayout layout)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = ReportJson.Options.Encoder };

    private readonly ArrayBufferWriter<byte> _made = new();

    /// <summary>The object; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Make(Row row, ReadOnlySpan<byte> line)
    {
        _made.Clear();
        row.Csv!.Split(line);
        using (var json = new Utf8JsonWriter(_made, Options))
        {
            json.WriteStartObject();
            WriteFields(json, layout.Events[row.Event].Fields, row, line);
            json.WriteEndObject();
        }

        return _made.WrittenMemory;
    }

    private void WriteFields(Utf8JsonWriter json, FieldNode[] fields, Row row, ReadOnlySpan<byte> line)
    {
        foreach (var field in fields)
        {
            if (field.Path != layout.Schema.Payload)
            {
                WriteField(json, field, row, line);
                continue;
            }

            json.WriteStartObject(field.Name);
            WriteFields(json, field.Children, row, line);
            json.WriteEndObject();
        }
    }

    private static void WriteField(Utf8JsonWriter json, FieldNode field, Row row, ReadOnlySpan<byte> line)
    {
        var hasValue = row.Csv!.TryGetText(line, row.Event, field, out var text);
        if (!hasValue && field.Field.Optional) return;
        json.WritePropertyName(field.Name);
        if (!hasValue) json.WriteNullValue();
        else if (IsRaw(field.Kind, text)) json.WriteRawValue(text.Trim((byte)' '));
        else if (field.Kind == FieldKind.Bool) json.WriteBooleanValue(text.Trim((byte)' ')[0] is (byte)'t' or (byte)'T');
        else json.WriteStringValue(text);
    }

    private static bool IsRaw(FieldKind kind, ReadOnlySpan<byte> text) => kind switch
    {
        FieldKind.Double => text.Trim((byte)' ')[^1] is >= (byte)'0' and <= (byte)'9',
        FieldKind.Int32 or FieldKind.Int64 or FieldKind.Decimal or FieldKind.Duration => true,
        FieldKind.List or FieldKind.Map or FieldKind.Object or FieldKind.Json => true,
        _ => false,
    };
}
