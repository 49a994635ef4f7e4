using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Where the values of one event come from.</summary>
internal abstract class FieldSource
{
    /// <summary>The value of a field; <see langword="false"/> where there is none.</summary>
    public abstract bool TryGet(FieldNode field, out FieldInput value);

    /// <summary>Where the fields inside an object come from; <see langword="null"/> where the object is not there.</summary>
    public abstract FieldSource? Inside(FieldNode field);

    /// <summary>Name under which a hashed field takes its raw value, where it is not its own: <c>input</c> for <c>input_hash</c>.</summary>
    public static string? RawNameOf(FieldNode field) =>
        field.Field.Privacy == Schema.PrivacyClass.Hash && field.Field.Name.EndsWith("_hash", StringComparison.Ordinal) ? field.Field.Name[..^5] : null;
}

/// <summary>A value as it was given.</summary>
/// <param name="Text">Plain text; <see langword="null"/> where it is JSON.</param>
/// <param name="Json">The JSON value.</param>
/// <param name="IsRaw">Whether it was given under a hashed field's raw name, so that it is no digest whatever it looks like.</param>
internal readonly record struct FieldInput(string? Text, JsonElement Json, bool IsRaw);

/// <summary>Values from a JSON object; what stands beside a missing payload counts as inside it.</summary>
internal sealed class JsonFieldSource(JsonElement item, string? payload) : FieldSource
{
    public override bool TryGet(FieldNode field, out FieldInput value)
    {
        var isFound = item.TryGetProperty(field.Field.Name, out var json);
        value = new FieldInput(null, json, false);
        if (isFound || RawNameOf(field) is not { } raw) return isFound;
        isFound = item.TryGetProperty(raw, out json);
        value = new FieldInput(null, json, true);
        return isFound;
    }

    public override FieldSource? Inside(FieldNode field)
    {
        if (!item.TryGetProperty(field.Field.Name, out var inner)) return field.Path == payload ? this : null;
        return inner.ValueKind == JsonValueKind.Object ? new JsonFieldSource(inner, null) : null;
    }
}

/// <summary>Values from texts by path.</summary>
internal sealed class TextFieldSource(IReadOnlyDictionary<string, string> texts) : FieldSource
{
    public override bool TryGet(FieldNode field, out FieldInput value)
    {
        var isFound = texts.TryGetValue(field.Path, out var text);
        value = new FieldInput(text, default, false);
        if (isFound || RawNameOf(field) is not { } raw) return isFound;
        isFound = texts.TryGetValue(field.Path[..^field.Field.Name.Length] + raw, out text);
        value = new FieldInput(text, default, true);
        return isFound;
    }

    public override FieldSource? Inside(FieldNode field)
    {
        if (texts.TryGetValue(field.Path, out var text)) return TryParse(text);
        return texts.Keys.Any(path => path.StartsWith(field.Path + ".", StringComparison.Ordinal)) ? this : null;
    }

    private static JsonFieldSource? TryParse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? new JsonFieldSource(json.RootElement.Clone(), null) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
