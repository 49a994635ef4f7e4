using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>The record of a row as JSON, and the values of its fields by their paths.</summary>
internal sealed class RecordJson(StreamLayout layout)
{
    private readonly CsvRowJson _rows = new(layout);

    /// <summary>The row's object as bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Bytes(Row row, ReadOnlySpan<byte> line) => row.Csv is null ? JsonRecordWriter.AsItStands(line) : _rows.Make(row, line).Span;

    /// <summary>The row's object; halves of surrogate pairs in it are U+FFFD.</summary>
    public JsonDocument Parse(Row row, ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(LoneSurrogates.Mended(Bytes(row, line)));
        return JsonDocument.ParseValue(ref reader);
    }

    /// <summary>The value at a path; <see langword="false"/> where there is none, or null.</summary>
    public static bool TryFind(JsonElement root, RecordPath path, out JsonElement value)
    {
        // A field's own name may hold dots; the whole path as one name is tried first.
        if (!root.TryGetProperty(path.Text, out value))
        {
            value = root;
            foreach (var name in path.Names)
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return false;
            }
        }

        return value.ValueKind != JsonValueKind.Null;
    }

    /// <summary>A value as plain text: without quotes, and JSON where it is nested.</summary>
    public static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

/// <summary>Where a column's value stands in a record.</summary>
/// <param name="Text">Names from the outside in, joined by dots.</param>
/// <param name="Names">The names.</param>
internal sealed record RecordPath(string Text, string[] Names)
{
    public static RecordPath Of(Column column) => new(column.Path, column.Path.Split('.'));
}
