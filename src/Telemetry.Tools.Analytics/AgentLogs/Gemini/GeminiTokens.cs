using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>A Gemini message's counts. Input holds what was cached; thoughts stand beside output, and both are charged as output.</summary>
internal readonly record struct GeminiTokens(long Input, long Output, long Cached, long Thoughts, long Tool, long Total)
{
    /// <summary>The classes as everybody shares them; the total tells whether input holds the cached part.</summary>
    public TokenCounts Tokens
    {
        get
        {
            var sum = Input + Output + Thoughts + Tool;
            var isApart = Cached > 0 && Total == sum + Cached;
            var fresh = isApart ? Input : Math.Max(0, Input - Cached);
            return new TokenCounts(fresh + Tool, Cached, 0, 0, 0, Output + Thoughts, Thoughts);
        }
    }

    /// <summary>Reads the object; the reader stands on the property's name. <see langword="null"/> where there is none.</summary>
    public static GeminiTokens? Read(ref Utf8JsonReader reader, ref string? problem)
    {
        if (!JsonFields.Enter(ref reader)) return null;
        var found = default(GeminiTokens);
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("input"u8) || reader.ValueTextEquals("prompt"u8)) found = found with { Input = JsonFields.Count(ref reader, ref problem) };
            else if (reader.ValueTextEquals("output"u8) || reader.ValueTextEquals("candidates"u8)) found = found with { Output = JsonFields.Count(ref reader, ref problem) };
            else if (reader.ValueTextEquals("cached"u8)) found = found with { Cached = JsonFields.Count(ref reader, ref problem) };
            else if (reader.ValueTextEquals("thoughts"u8)) found = found with { Thoughts = JsonFields.Count(ref reader, ref problem) };
            else if (reader.ValueTextEquals("tool"u8)) found = found with { Tool = JsonFields.Count(ref reader, ref problem) };
            else if (reader.ValueTextEquals("total"u8)) found = found with { Total = JsonFields.Count(ref reader, ref problem) };
            else reader.Skip();
        }

        return found;
    }
}
