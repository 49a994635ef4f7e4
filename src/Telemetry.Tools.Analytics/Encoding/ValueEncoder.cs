using System.Globalization;
using System.Text;
using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Writes one value of a field as JSON, in the canonical form that generated code writes; refuses what its readers would refuse.</summary>
internal sealed class ValueEncoder(PrivacyKey? key)
{
    private readonly Dictionary<FieldNode, FieldNode> _elements = [];

    /// <summary>Writes the value behind the prefix; <see langword="false"/> where it does not fit the field's type.</summary>
    public bool TryWrite(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, in FieldInput value)
    {
        if (field.Field.Privacy == PrivacyClass.Hash) return TryHash(ref writer, prefix, field, value);
        return value.Text is { } text ? TryText(ref writer, prefix, field, text) : TryJson(ref writer, prefix, field, value.Json);
    }

    /// <summary>The text of a value that is kept as text; <see langword="null"/> where it does not fit.</summary>
    public static string? TextOf(FieldNode field, in FieldInput value)
    {
        var text = value.Text ?? (value.Json.ValueKind == JsonValueKind.String ? value.Json.GetString() : null);
        return text is not null && field.IsClosedEnum && field.Members.IndexOf(text) < 0 ? null : text;
    }

    private bool TryHash(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, in FieldInput value)
    {
        var raw = value.Text ?? (value.Json.ValueKind == JsonValueKind.String ? value.Json.GetString() : null);
        if (raw is null) return false;

        // What is a digest already (a file that was written elsewhere) is not hashed again.
        if (!value.IsRaw && Sha256.TryParse(raw, out var digest)) writer.Digest(prefix, digest);
        else if (field.Field.Hash == HashAlgorithmKind.Sha256) writer.Digest(prefix, Sha256.Of(raw));
        else writer.Digest(prefix, key?.Hash(raw));
        return true;
    }

    private bool TryText(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, string text)
    {
        if (ScalarText.IsText(field.Kind)) return TryString(ref writer, prefix, TextOf(field, new FieldInput(text, default, false)));
        if (field.Kind is FieldKind.List or FieldKind.Map or FieldKind.Object or FieldKind.Json) return TryParsed(ref writer, prefix, field, text);
        return TryScalar(ref writer, prefix, field, text.Trim());
    }

    private static bool TryString(ref LineWriter writer, ReadOnlySpan<byte> prefix, string? text)
    {
        if (text is null) return false;
        writer.String(prefix, text);
        return true;
    }

    private bool TryParsed(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return TryJson(ref writer, prefix, field, json.RootElement);
        }
        catch (JsonException)
        {
            if (field.Kind != FieldKind.Json) return false;
            writer.String(prefix, text);
            return true;
        }
    }

    private static bool TryScalar(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var cell = default(Cell);
        if (!ScalarText.TryRead(utf8, field.Kind, field.Unit, ref cell)) return false;
        switch (field.Kind)
        {
            case FieldKind.Int32 or FieldKind.Int64: writer.Integer(prefix, cell.Number); break;
            case FieldKind.Double: writer.Double(prefix, cell.Real); break;
            case FieldKind.Decimal: writer.Decimal(prefix, decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)); break;
            case FieldKind.Bool: writer.Boolean(prefix, cell.Number == 1); break;
            case FieldKind.Date: writer.Date(prefix, DateOnly.FromDayNumber((int)cell.Number)); break;
            case FieldKind.Timestamp: WriteTime(ref writer, prefix, utf8); break;
            case FieldKind.Duration: WriteDuration(ref writer, prefix, field, utf8); break;
            case FieldKind.Uuid: writer.Uuid(prefix, Guid.Parse(text)); break;
            default: WriteDigest(ref writer, prefix, text); break;
        }

        return true;
    }

    private static void WriteTime(ref LineWriter writer, ReadOnlySpan<byte> prefix, byte[] utf8)
    {
        TimeText.TryRead(utf8, out var time);
        writer.Timestamp(prefix, time);
    }

    private static void WriteDuration(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, byte[] utf8)
    {
        NumberText.Read(utf8, field.Unit, out TimeSpan span);
        writer.Duration(prefix, span, field.Unit);
    }

    private static void WriteDigest(ref LineWriter writer, ReadOnlySpan<byte> prefix, string text)
    {
        writer.Digest(prefix, Sha256.TryParse(text, out var digest) ? digest : null);
    }

    private bool TryJson(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, JsonElement json) => (field.Kind, json.ValueKind) switch
    {
        (FieldKind.Json, _) => TryRaw(ref writer, prefix, json),
        (FieldKind.List, JsonValueKind.Array) => TryList(ref writer, prefix, field, json),
        (FieldKind.Map, JsonValueKind.Object) => TryMap(ref writer, prefix, field, json),
        (FieldKind.Object, JsonValueKind.Object) => TryObject(ref writer, prefix, field, json),
        (FieldKind.String or FieldKind.Enum, JsonValueKind.String) => TryString(ref writer, prefix, TextOf(field, new FieldInput(null, json, false))),
        (FieldKind.Bool, JsonValueKind.True or JsonValueKind.False) => TryScalar(ref writer, prefix, field, json.GetRawText()),
        (FieldKind.Int32 or FieldKind.Int64 or FieldKind.Double or FieldKind.Decimal or FieldKind.Duration, JsonValueKind.Number) =>
            TryScalar(ref writer, prefix, field, json.GetRawText()),
        (FieldKind.Double or FieldKind.Timestamp or FieldKind.Date or FieldKind.Uuid or FieldKind.Sha256, JsonValueKind.String) =>
            TryQuoted(ref writer, prefix, field, json.GetString()!),
        _ => false,
    };

    // A number must not stand in quotes; what has no number may.
    private static bool TryQuoted(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, string text) =>
        (field.Kind != FieldKind.Double || text is "NaN" or "Infinity" or "-Infinity") && TryScalar(ref writer, prefix, field, text);

    private static bool TryRaw(ref LineWriter writer, ReadOnlySpan<byte> prefix, JsonElement json)
    {
        writer.Json(prefix, json.GetRawText());
        return true;
    }

    private bool TryList(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, JsonElement json)
    {
        var element = ElementOf(field);
        writer.Literal(prefix);
        writer.Literal("["u8);
        var isLater = false;
        foreach (var item in json.EnumerateArray())
        {
            if (!TryJson(ref writer, isLater ? ","u8 : default, element, item)) return false;
            isLater = true;
        }

        writer.Literal("]"u8);
        return true;
    }

    private bool TryMap(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, JsonElement json)
    {
        var element = ElementOf(field);
        writer.Literal(prefix);
        writer.Literal("{"u8);
        var isLater = false;
        foreach (var item in json.EnumerateObject())
        {
            writer.String(isLater ? ","u8 : default, item.Name);
            if (!TryJson(ref writer, ":"u8, element, item.Value)) return false;
            isLater = true;
        }

        writer.Literal("}"u8);
        return true;
    }

    private bool TryObject(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode field, JsonElement json) =>
        new ObjectEncoder(this, null).TryWrite(ref writer, prefix, field.Children, new JsonFieldSource(json, null), out _);

    private FieldNode ElementOf(FieldNode field)
    {
        if (_elements.TryGetValue(field, out var node)) return node;
        return _elements[field] = StreamLayout.ElementNode(field);
    }
}
