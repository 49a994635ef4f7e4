using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Counts of a Codex log: cached is inside input, reasoning inside output.</summary>
internal readonly record struct CodexTotals(long Input, long Cached, long Output, long Reasoning)
{
    public long Sum => Input + Output;

    /// <summary>The classes as everybody shares them.</summary>
    public TokenCounts Tokens
    {
        get
        {
            var cached = Math.Clamp(Cached, 0, Math.Max(0, Input));
            return new TokenCounts(Math.Max(0, Input) - cached, cached, 0, 0, 0, Math.Max(0, Output), Math.Clamp(Reasoning, 0, Math.Max(0, Output)));
        }
    }

    public static CodexTotals operator -(CodexTotals a, CodexTotals b) => new(a.Input - b.Input, a.Cached - b.Cached, a.Output - b.Output, a.Reasoning - b.Reasoning);

    public static CodexTotals operator +(CodexTotals a, CodexTotals b) => new(a.Input + b.Input, a.Cached + b.Cached, a.Output + b.Output, a.Reasoning + b.Reasoning);

    /// <summary>Whether a counter went down.</summary>
    public bool HasNegative => Input < 0 || Cached < 0 || Output < 0 || Reasoning < 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Input}/{Cached}/{Output}/{Reasoning}");

    public static CodexTotals Parse(string text)
    {
        var parts = text.Split('/');
        return new CodexTotals(At(parts, 0), At(parts, 1), At(parts, 2), At(parts, 3));
    }

    /// <summary>Reads a usage object; the reader stands on the property's name. <see langword="null"/> where there is none.</summary>
    public static CodexTotals? Read(ref Utf8JsonReader reader, ref string? problem)
    {
        if (!JsonFields.Enter(ref reader)) return null;
        long input = 0, cached = 0, output = 0, reasoning = 0;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("input_tokens"u8)) input = JsonFields.Count(ref reader, ref problem);
            else if (reader.ValueTextEquals("cached_input_tokens"u8) || reader.ValueTextEquals("cache_read_input_tokens"u8)) cached = JsonFields.Count(ref reader, ref problem);
            else if (reader.ValueTextEquals("output_tokens"u8)) output = JsonFields.Count(ref reader, ref problem);
            else if (reader.ValueTextEquals("reasoning_output_tokens"u8)) reasoning = JsonFields.Count(ref reader, ref problem);
            else reader.Skip();
        }

        return new CodexTotals(input, cached, output, reasoning);
    }

    private static long At(string[] parts, int index) =>
        index < parts.Length && long.TryParse(parts[index], NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
