using System.Text.Json;
using System.Text.Unicode;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads a line whatever its field order, spaces, escapes and unknown fields, and says why it is no event. What the fast plan cannot take comes here.</summary>
internal sealed class JsonLineReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    private readonly StreamLayout _layout;
    private readonly JsonValueReader _values;
    private readonly byte[]? _discriminator;

    public JsonLineReader(StreamLayout layout, SlotMap slots)
    {
        _layout = layout;
        _values = new JsonValueReader(slots);
        _discriminator = layout.Schema.Discriminator is { } name ? System.Text.Encoding.UTF8.GetBytes(name) : null;
    }

    /// <summary>Fills the row; the reason why the line is no event, or <see langword="null"/>.</summary>
    public string? Read(ReadOnlySpan<byte> line, Row row)
    {
        row.Clear();
        if (!IsWellFormed(line, out var isObject)) return RejectReasons.NotJson;
        if (!isObject) return RejectReasons.NotAnObject;
        var index = EventOf(line, out var reason);
        if (index < 0) return reason;
        row.Event = index;
        var reader = new Utf8JsonReader(line, Options);
        reader.Read();
        return ReadObject(ref reader, _layout.Events[index].Fields, row);
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> line, out bool isObject)
    {
        isObject = false;
        if (!Utf8.IsValid(line)) return false;
        var reader = new Utf8JsonReader(line, Options);
        try
        {
            if (!reader.Read()) return false;
            isObject = reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private int EventOf(ReadOnlySpan<byte> line, out string? reason)
    {
        reason = null;
        if (_discriminator is null) return 0;
        reason = RejectReasons.Of(RejectReasons.MissingField, _layout.Schema.Discriminator!);
        var reader = new Utf8JsonReader(line, Options);
        reader.Read();
        var found = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDiscriminator = reader.ValueTextEquals(_discriminator);
            reader.Read();
            if (isDiscriminator) found = EventNamed(ref reader, out reason);
            reader.Skip();
        }

        return found;
    }

    private int EventNamed(ref Utf8JsonReader reader, out string? reason)
    {
        reason = RejectReasons.Of(RejectReasons.WrongType, _layout.Schema.Discriminator!);
        if (reader.TokenType != JsonTokenType.String) return -1;
        for (var i = 0; i < _layout.Events.Length; i++)
        {
            if (!reader.ValueTextEquals(_layout.Events[i].NameBytes)) continue;
            reason = null;
            return i;
        }

        reason = RejectReasons.UnknownEvent;
        return -1;
    }

    private string? ReadObject(ref Utf8JsonReader reader, FieldNode[] fields, Row row)
    {
        Span<bool> seen = fields.Length <= 256 ? stackalloc bool[fields.Length] : new bool[fields.Length];
        string? problem = null;
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = Find(ref reader, fields, next);
            reader.Read();
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            next = index + 1;
            seen[index] = true;
            problem ??= ReadField(ref reader, fields[index], row);
            if (problem is not null) return problem;
        }

        return Missing(fields, seen);
    }

    private string? ReadField(ref Utf8JsonReader reader, FieldNode field, Row row)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            if (field.Column >= 0) _values.Clear(field, row);
            return field.IsRequired && field.Kind != FieldKind.Json ? RejectReasons.Of(RejectReasons.WrongType, field.Path) : null;
        }

        if (field.Column >= 0) return _values.Read(ref reader, field, row);
        return reader.TokenType == JsonTokenType.StartObject
            ? ReadObject(ref reader, field.Children, row)
            : RejectReasons.Of(RejectReasons.WrongType, field.Path);
    }

    private static int Find(ref Utf8JsonReader reader, FieldNode[] fields, int next)
    {
        if (next < fields.Length && reader.ValueTextEquals(fields[next].Name)) return next;
        for (var i = 0; i < fields.Length; i++)
        {
            if (reader.ValueTextEquals(fields[i].Name)) return i;
        }

        return -1;
    }

    private static string? Missing(FieldNode[] fields, ReadOnlySpan<bool> seen)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (!seen[i] && fields[i].IsRequired) return RejectReasons.Of(RejectReasons.MissingField, fields[i].Path);
        }

        return null;
    }
}
