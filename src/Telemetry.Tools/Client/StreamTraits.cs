using System.Text.Json;

namespace Telemetry.Tools;

/// <summary>What a stream's schema says of the two fields that make an event's identity.</summary>
/// <param name="Time">Name of the field that says when it happened.</param>
/// <param name="HasIdentity">Whether the schema has a field <c>event_id</c> of its own.</param>
internal sealed record StreamTraits(string Time, bool HasIdentity)
{
    public const string Identity = "event_id";
    private const string UsualTime = "timestamp";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static StreamTraits Of(StreamInfo stream)
    {
        try
        {
            using var document = JsonDocument.Parse(stream.SchemaJson, Lenient);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return new StreamTraits(UsualTime, HasIdentity: true);
        }
    }

    private static StreamTraits Of(JsonElement root)
    {
        var (time, hasIdentity) = (default(string), false);
        foreach (var fields in Fields(root))
        {
            foreach (var field in fields.EnumerateObject())
            {
                hasIdentity |= field.NameEquals(Identity);
                if (field.Value.ValueKind == JsonValueKind.Object && field.Value.TryGetProperty("role", out var role) && role.ValueEquals("time")) time ??= field.Name;
            }
        }

        return new StreamTraits(time ?? UsualTime, hasIdentity);
    }

    private static IEnumerable<JsonElement> Fields(JsonElement root)
    {
        if (root.TryGetProperty("events", out var events))
        {
            foreach (var item in events.EnumerateObject())
            {
                if (item.Value.TryGetProperty("fields", out var own)) yield return own;
            }
        }

        if (root.TryGetProperty("fields", out var common)) yield return common;
    }
}
