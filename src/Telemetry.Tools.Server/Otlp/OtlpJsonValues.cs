using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telemetry.Tools.Server;

/// <summary>Reads attributes and their values.</summary>
internal sealed class OtlpJsonValues(OtlpAllowList allowed)
{
    /// <summary>Adds the attributes of a message that are kept.</summary>
    public void AddAttributes(JsonElement message, OtlpAttributes attributes)
    {
        foreach (var pair in message.Items("attributes"))
        {
            if (pair.Text("key") is not { } name || !allowed.Keeps(name)) continue;
            var value = pair.Inner("value") is { } given ? ReadValue(given) : null;
            if (value is not JsonValue text || !text.TryGetValue(out string? written) || allowed.KeepsText(name, written)) attributes.Add(name, value);
        }
    }

    /// <summary>Digests of all attributes of a message, kept or not.</summary>
    public static byte[] DigestOf(JsonElement message) => OtlpDistributions.InOrder([.. message.Items("attributes").Select(pair => DigestOf(pair, []))]);

    /// <summary>A digest of a value and of what belongs to it.</summary>
    public static byte[] DigestOf(JsonElement value, ReadOnlySpan<byte> more) => SHA256.HashData([.. more, .. Encoding.UTF8.GetBytes(value.GetRawText())]);

    /// <summary>A value as plain JSON.</summary>
    public static JsonNode? ReadValue(JsonElement value)
    {
        if (OtlpJsonFields.TryGet(value, "stringValue", out var inner)) return JsonValue.Create(value.Text("stringValue"));
        if (OtlpJsonFields.TryGet(value, "boolValue", out _)) return JsonValue.Create(value.Flag("boolValue"));
        if (OtlpJsonFields.TryGet(value, "intValue", out inner)) return JsonValue.Create(OtlpJsonFields.WholeOf(inner, "intValue"));
        if (OtlpJsonFields.TryGet(value, "doubleValue", out inner)) return OtlpAttributes.NodeOf(OtlpJsonFields.RealOf(inner, "doubleValue"));
        if (OtlpJsonFields.TryGet(value, "bytesValue", out _)) return JsonValue.Create(value.Text("bytesValue"));
        if (value.Inner("arrayValue") is { } list) return new JsonArray([.. list.Items("values").Select(ReadValue)]);
        return value.Inner("kvlistValue") is { } pairs ? ReadPairs(pairs) : null;
    }

    private static JsonObject ReadPairs(JsonElement list)
    {
        var pairs = new JsonObject();
        foreach (var pair in list.Items("values")) pairs[pair.Text("key") ?? ""] = pair.Inner("value") is { } value ? ReadValue(value) : null;
        return pairs;
    }
}
