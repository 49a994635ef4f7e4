using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>A model's counts in a <c>session.shutdown</c>: input holds what was read from and written to the cache, output holds reasoning.</summary>
internal readonly record struct CopilotMetrics(long Requests, long Input, long CacheRead, long CacheWrite, long Output, long Reasoning)
{
    /// <summary>The classes as everybody shares them.</summary>
    public TokenCounts Tokens =>
        new(Math.Max(0, Input - CacheRead - CacheWrite), CacheRead, 0, 0, CacheWrite, Output, Math.Min(Reasoning, Output));

    /// <summary>Whether a counter is lower than before.</summary>
    public bool IsBelow(CopilotMetrics before) =>
        Input < before.Input || Output < before.Output || CacheRead < before.CacheRead || CacheWrite < before.CacheWrite || Requests < before.Requests;

    public static CopilotMetrics operator -(CopilotMetrics a, CopilotMetrics b) => new(
        a.Requests - b.Requests, a.Input - b.Input, a.CacheRead - b.CacheRead, a.CacheWrite - b.CacheWrite, a.Output - b.Output, Math.Max(0, a.Reasoning - b.Reasoning));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Requests}/{Input}/{CacheRead}/{CacheWrite}/{Output}/{Reasoning}");

    public static CopilotMetrics Parse(string text)
    {
        var parts = text.Split('/').Select(p => long.TryParse(p, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : 0).ToArray();
        return parts.Length == 6 ? new CopilotMetrics(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]) : default;
    }

    /// <summary>Reads <c>{ "requests": { "count": … }, "usage": { … } }</c>; the reader stands on the property's name.</summary>
    public static CopilotMetrics Read(ref Utf8JsonReader reader, ref string? problem)
    {
        if (!JsonFields.Enter(ref reader)) return default;
        var found = default(CopilotMetrics);
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("requests"u8)) found = found with { Requests = ReadRequests(ref reader, ref problem) };
            else if (reader.ValueTextEquals("usage"u8)) found = ReadUsage(ref reader, found, ref problem);
            else reader.Skip();
        }

        return found;
    }

    private static long ReadRequests(ref Utf8JsonReader reader, ref string? problem)
    {
        long count = 0;
        if (!JsonFields.Enter(ref reader)) return count;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("count"u8)) count = JsonFields.Count(ref reader, ref problem);
            else reader.Skip();
        }

        return count;
    }

    private static CopilotMetrics ReadUsage(ref Utf8JsonReader reader, CopilotMetrics found, ref string? problem)
    {
        if (!JsonFields.Enter(ref reader)) return found;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("inputTokens"u8)) found = found with { Input = JsonFields.Count(ref reader, ref problem) };
            else if (reader.ValueTextEquals("outputTokens"u8)) found = found with { Output = JsonFields.Count(ref reader, ref problem) };
            else if (reader.ValueTextEquals("cacheReadTokens"u8)) found = found with { CacheRead = JsonFields.Count(ref reader, ref problem) };
            else if (reader.ValueTextEquals("cacheWriteTokens"u8)) found = found with { CacheWrite = JsonFields.Count(ref reader, ref problem) };
            else if (reader.ValueTextEquals("reasoningTokens"u8)) found = found with { Reasoning = JsonFields.Count(ref reader, ref problem) };
            else reader.Skip();
        }

        return found;
    }
}
