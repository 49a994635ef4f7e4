using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Checks values that are not columns (lists, maps and what they hold) against their type.</summary>
internal static class JsonTypeCheck
{
    /// <summary>Whether a text is one JSON value of the type.</summary>
    public static bool Fits(ReadOnlySpan<byte> text, FieldType type)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            return reader.Read() && Fits(ref reader, type) && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether the value that the reader stands on is of the type; the reader stands on its end afterwards.</summary>
    public static bool Fits(ref Utf8JsonReader reader, FieldType type)
    {
        switch (type.Kind)
        {
            case FieldKind.Json:
                reader.Skip();
                return true;
            case FieldKind.List:
                return reader.TokenType == JsonTokenType.StartArray && FitsList(ref reader, type.Element!);
            case FieldKind.Map:
                return reader.TokenType == JsonTokenType.StartObject && FitsMap(ref reader, type.Element!);
            case FieldKind.Object:
                return reader.TokenType == JsonTokenType.StartObject && FitsObject(ref reader, type);
            default:
                return FitsScalar(ref reader, type);
        }
    }

    private static bool FitsList(ref Utf8JsonReader reader, FieldType element)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!Fits(ref reader, element)) return false;
        }

        return true;
    }

    private static bool FitsMap(ref Utf8JsonReader reader, FieldType element)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (!Fits(ref reader, element)) return false;
        }

        return true;
    }

    private static bool FitsObject(ref Utf8JsonReader reader, FieldType type)
    {
        var required = type.Fields.Where(field => field.IsWritten && !field.Nullable && !field.Optional).Select(field => field.Name).ToHashSet();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var field = type.Fields.FirstOrDefault(candidate => candidate.Name == name);
            reader.Read();
            if (field is null || (reader.TokenType == JsonTokenType.Null && field.Nullable)) reader.Skip();
            else if (!Fits(ref reader, field.Type)) return false;
            required.Remove(name);
        }

        return required.Count == 0;
    }

    private static bool FitsScalar(ref Utf8JsonReader reader, FieldType type)
    {
        var cell = default(Cell);
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False: return type.Kind == FieldKind.Bool;
            case JsonTokenType.Number: return ScalarText.TryReadNumber(reader.ValueSpan, type.Kind, ref cell);
            case JsonTokenType.String: break;
            default: return false;
        }

        try
        {
            var text = reader.GetString()!;
            if (type is { Kind: FieldKind.Enum, IsClosed: true }) return type.Values.Any(member => member.Value == text);
            return ScalarText.TryReadText(System.Text.Encoding.UTF8.GetBytes(text), type.Kind, ref cell);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
