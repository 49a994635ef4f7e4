using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>An event as a line of the archive: the event itself, and what rollups count of it.</summary>
internal static class ArchiveLine
{
    private static readonly JsonEncodedText EventId = JsonEncodedText.Encode("event_id");
    private static readonly JsonEncodedText Time = JsonEncodedText.Encode("ts");
    private static readonly JsonEncodedText Series = JsonEncodedText.Encode("series");
    private static readonly JsonEncodedText Counts = JsonEncodedText.Encode("counts");
    private static readonly JsonEncodedText Event = JsonEncodedText.Encode("event");

    public static void Write(Utf8JsonWriter json, StoredEvent item)
    {
        json.WriteStartObject();
        json.WriteString(EventId, item.Id);
        json.WriteNumber(Time, item.Usage.Time);
        if (item.Series is { } series) WriteCounts(json, series, item.Usage);
        json.WritePropertyName(Event);
        json.WriteRawValue(item.Payload, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>What rollups count of a line; <see langword="null"/> where they count nothing.</summary>
    public static (long Series, UsageEvent Usage)? ReadUsage(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (!root.TryGetProperty("series", out var series)) return null;
        var counts = root.GetProperty("counts").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? (long?)null : value.GetInt64()).ToArray();
        return (series.GetInt64(), new UsageEvent
        {
            Time = root.GetProperty("ts").GetInt64(),
            IsUsage = true,
            Requests = counts[0] ?? 0,
            Success = counts[1] == 1,
            CacheHit = counts[2] is { } hit ? hit == 1 : null,
            ResponseMicros = counts[3],
            CostNanos = counts[4],
            TokensRequested = counts[5],
            TokensUsed = counts[6],
            InputTokens = counts[7],
            OutputTokens = counts[8],
            CacheReadTokens = counts[9],
            CacheWriteTokens = counts[10],
        });
    }

    private static void WriteCounts(Utf8JsonWriter json, long series, in UsageEvent item)
    {
        json.WriteNumber(Series, series);
        json.WriteStartArray(Counts);
        foreach (var value in (ReadOnlySpan<long?>)
        [
            item.Requests, item.Success ? 1 : 0, item.CacheHit is { } hit ? (hit ? 1 : 0) : null, item.ResponseMicros, item.CostNanos, item.TokensRequested, item.TokensUsed,
            item.InputTokens, item.OutputTokens, item.CacheReadTokens, item.CacheWriteTokens,
        ])
        {
            if (value is { } number) json.WriteNumberValue(number);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
