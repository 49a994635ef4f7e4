using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Fields of a message in the JSON form of protocol buffers: a missing or null field is its default, a wrong type is a malformed body.</summary>
internal static class OtlpJsonFields
{
    /// <summary>The elements of a repeated field.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement message, string name)
    {
        if (!TryGet(message, name, out var value)) return default;
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(name, "an array");
    }

    /// <summary>A message inside this one.</summary>
    public static JsonElement? Inner(this JsonElement message, string name)
    {
        if (!TryGet(message, name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Object ? value : throw Wrong(name, "an object");
    }

    public static string? Text(this JsonElement message, string name)
    {
        if (!TryGet(message, name, out var value)) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, "text");
    }

    /// <summary>An enum or a 32-bit number.</summary>
    public static int Int32(this JsonElement message, string name)
    {
        if (!TryGet(message, name, out var value)) return 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        return value.ValueKind == JsonValueKind.String && int.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? number : throw Wrong(name, "a number");
    }

    /// <summary>A 64-bit number, as text or as a number.</summary>
    public static ulong UInt64(this JsonElement message, string name) => TryGet(message, name, out var value) ? UnsignedOf(value, name) : 0;

    public static ulong UnsignedOf(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number)) return number;
        if (value.ValueKind == JsonValueKind.String && ulong.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number)) return number;
        throw Wrong(name, "a whole number, or text of one");
    }

    /// <summary>A signed 64-bit number, as text or as a number.</summary>
    public static long WholeOf(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)) return number;
        if (value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)) return number;
        throw Wrong(name, "a whole number, or text of one");
    }

    public static double? Real(this JsonElement message, string name) => TryGet(message, name, out var value) ? RealOf(value, name) : null;

    public static double RealOf(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        if (value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        throw Wrong(name, "a number");
    }

    public static bool Flag(this JsonElement message, string name)
    {
        if (!TryGet(message, name, out var value)) return false;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, "true or false");
    }

    /// <summary>Whether a field is there and not null.</summary>
    public static bool TryGet(JsonElement message, string name, out JsonElement value)
    {
        if (message.ValueKind != JsonValueKind.Object) throw BodyException.Malformed("The body is no message of this kind: a message is an object.");
        return message.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private static BodyException Wrong(string name, string type) => BodyException.Malformed($"The body is no message of this kind: '{name}' takes {type}.");
}
