using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI;

/// <summary>Token counts in the shape of <c>llm-usage</c>: input without cache, output with reasoning.</summary>
/// <param name="FreshInput">Input that was neither read from nor written to a cache.</param>
/// <param name="CacheRead">Input from the cache.</param>
/// <param name="CacheWrite">Input written to the cache, for a time that is not said.</param>
/// <param name="Output">Output, reasoning included.</param>
/// <param name="Reasoning">The part that was reasoning; <see langword="null"/> where it is not said.</param>
internal readonly record struct UsageCounts(long FreshInput, long CacheRead, long CacheWrite, long Output, long? Reasoning)
{
    private static readonly string[] ReadNames = ["cachereadinputtokens", "cachereadinputtokencount", "cachereadtokens"];

    private static readonly string[] WriteNames =
        ["cachecreationinputtokens", "cachecreationinputtokencount", "cachewriteinputtokens", "cachewriteinputtokencount", "cachecreationtokens", "cachewritetokens"];

    /// <summary>
    /// Splits a provider's counts. By the contract of <see cref="UsageDetails"/> cached tokens are part of the input and reasoning tokens part of the output. Some providers leave them
    /// out: where the parts are more than the whole, or the total is the sum of whole and parts, the whole is taken to exclude them.
    /// </summary>
    public static UsageCounts Of(UsageDetails usage)
    {
        var (input, output) = (Count(usage.InputTokenCount), Count(usage.OutputTokenCount));
        var read = Count(usage.CachedInputTokenCount ?? Additional(usage, ReadNames));
        var write = Count(Additional(usage, WriteNames));
        var cached = read + write;
        var isApart = cached > input || (cached > 0 && usage.TotalTokenCount == input + output + cached);
        long? reasoning = usage.ReasoningTokenCount is { } count ? Count(count) : null;
        return new UsageCounts(isApart ? input : input - cached, read, write, reasoning > output ? output + reasoning.Value : output, reasoning);
    }

    private static long Count(long? count) => Math.Max(0, count ?? 0);

    private static long? Additional(UsageDetails usage, string[] names)
    {
        foreach (var (name, count) in usage.AdditionalCounts ?? [])
        {
            if (names.Contains(Letters(name))) return count;
        }

        return null;
    }

    // cache_creation_input_tokens, CacheCreationInputTokens and usage.cacheCreationInputTokens are one name.
    private static string Letters(string name) =>
        string.Concat(name[(name.LastIndexOf('.') + 1)..].Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
