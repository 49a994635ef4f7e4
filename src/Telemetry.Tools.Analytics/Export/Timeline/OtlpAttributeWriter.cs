using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Writes the fields of one kind of event as attributes: by the name that its schema maps them to (<c>otel</c>), else by their path; null is left out.</summary>
internal sealed class OtlpAttributeWriter(StreamLayout layout, EventLayout item)
{
    private readonly (string Key, RecordPath Path, FieldKind Kind)[] _fields =
        [.. StreamLayout.Leaves(item.Fields).Select(node => layout.Columns[node.Column]).Select(column => (column.Field.Otel ?? column.Path, RecordPath.Of(column), column.Kind))];

    public static void Write(Utf8JsonWriter json, string key, string value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteStartObject("value");
        json.WriteString("stringValue", value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void Write(Utf8JsonWriter json, JsonElement record)
    {
        json.WriteStartArray("attributes");
        foreach (var (key, path, kind) in _fields)
        {
            if (RecordJson.TryFind(record, path, out var value)) Write(json, key, value, kind);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string key, JsonElement value, FieldKind kind)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteStartObject("value");
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False: json.WriteBoolean("boolValue", value.GetBoolean()); break;
            case JsonValueKind.Number when kind is FieldKind.Int32 or FieldKind.Int64: json.WriteString("intValue", value.GetRawText()); break;
            case JsonValueKind.Number when kind is FieldKind.Double or FieldKind.Decimal or FieldKind.Duration: WriteNumber(json, value); break;
            case JsonValueKind.String when kind == FieldKind.Double: json.WriteString("doubleValue", value.GetString()); break;
            default: json.WriteString("stringValue", RecordJson.TextOf(value)); break;
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonElement value)
    {
        json.WritePropertyName("doubleValue");
        json.WriteRawValue(value.GetRawText());
    }
}
