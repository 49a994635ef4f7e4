using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>A request's tokens by type, as Copilot's database keeps them beside the columns.</summary>
internal static class CopilotTokenDetails
{
    /// <summary>Tokens written to the cache; 0 where the details do not say.</summary>
    /// <param name="json">A list of <c>{ "tokenType": "cache_write", "tokenCount": 1 }</c>.</param>
    public static long CacheWrite(string? json)
    {
        if (json is null) return 0;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().Sum(Written) : 0;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or OverflowException)
        {
            return 0;
        }
    }

    private static long Written(JsonElement detail)
    {
        if (detail.ValueKind != JsonValueKind.Object) return 0;
        var isWrite = Property(detail, "tokenType", "token_type") is { ValueKind: JsonValueKind.String } type && type.GetString()?.Replace("_", "", StringComparison.Ordinal) is { } name
            && name.Equals("cachewrite", StringComparison.OrdinalIgnoreCase);
        return isWrite && Property(detail, "tokenCount", "token_count") is { ValueKind: JsonValueKind.Number } count && count.TryGetInt64(out var tokens) ? Math.Max(0, tokens) : 0;
    }

    private static JsonElement Property(JsonElement detail, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (detail.TryGetProperty(name, out var value)) return value;
        }

        return default;
    }
}
