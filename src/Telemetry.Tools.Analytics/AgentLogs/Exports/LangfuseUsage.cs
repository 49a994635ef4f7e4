namespace Telemetry.Tools.Analytics;

/// <summary>Langfuse's usage by name (<c>input</c>, <c>input_cached_tokens</c>, <c>cache_creation_input_tokens</c>, <c>output_reasoning_tokens</c> …) as token classes.</summary>
internal static class LangfuseUsage
{
    /// <summary>The classes; where the stated total shows that the cache is inside the input, it is taken out.</summary>
    public static TokenCounts Of(IReadOnlyDictionary<string, long> details)
    {
        long input = 0, output = 0, reasoning = 0, read = 0, write5m = 0, write1h = 0, write = 0;
        foreach (var (name, count) in details)
        {
            if (Has(name, "cache_creation", "cache_write"))
            {
                if (Has(name, "1h")) write1h += count;
                else if (Has(name, "5m")) write5m += count;
                else write += count;
            }
            else if (Has(name, "cache")) read += count;
            else if (Has(name, "reasoning")) reasoning += count;
            else if (Has(name, "input", "prompt")) input += count;
            else if (Has(name, "output", "completion")) output += count;
        }

        // A sum beside its parts.
        var unknown = Math.Max(0, write - write5m - write1h);
        var cached = read + write5m + write1h + unknown;
        var isInside = details.TryGetValue("total", out var total) && cached > 0 && input >= cached && total == input + output + reasoning;
        return new TokenCounts(isInside ? input - cached : input, read, write5m, write1h, unknown, output + reasoning, reasoning);
    }

    private static bool Has(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
