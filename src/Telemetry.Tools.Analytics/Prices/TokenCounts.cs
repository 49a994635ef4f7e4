namespace Telemetry.Tools.Analytics;

/// <summary>Tokens by the classes that are priced differently. No class overlaps another, but <see cref="Reasoning"/>, which is part of <see cref="Output"/>.</summary>
/// <param name="Input">Fresh input, without cache.</param>
/// <param name="CacheRead">Input read from a cache.</param>
/// <param name="CacheWrite5m">Input written to a cache of 5 minutes.</param>
/// <param name="CacheWrite1h">Input written to a cache of one hour.</param>
/// <param name="CacheWriteUnknown">Input written to a cache of unknown lifetime; priced as 5 minutes.</param>
/// <param name="Output">Output, reasoning included.</param>
/// <param name="Reasoning">The part of the output that is reasoning.</param>
public readonly record struct TokenCounts(
    long Input,
    long CacheRead,
    long CacheWrite5m,
    long CacheWrite1h,
    long CacheWriteUnknown,
    long Output,
    long Reasoning = 0)
{
    /// <summary>All that was written to a cache.</summary>
    public long CacheWrite => CacheWrite5m + CacheWrite1h + CacheWriteUnknown;

    /// <summary>The whole prompt: what decides on the price tier.</summary>
    public long Prompt => Input + CacheRead + CacheWrite;

    /// <summary>Prompt and output.</summary>
    public long Total => Prompt + Output;

    /// <summary>
    /// What a later word on the same request adds to an earlier one; nothing is taken back. A prompt that only moved from one class to
    /// another has not grown.
    /// </summary>
    /// <param name="before">The earlier counts.</param>
    public TokenCounts GrowthSince(in TokenCounts before)
    {
        var rest = Math.Max(0, Prompt - before.Prompt);
        return new TokenCounts(
            Take(ref rest, Input - before.Input),
            Take(ref rest, CacheRead - before.CacheRead),
            Take(ref rest, CacheWrite5m - before.CacheWrite5m),
            Take(ref rest, CacheWrite1h - before.CacheWrite1h),
            Take(ref rest, CacheWriteUnknown - before.CacheWriteUnknown),
            Math.Max(0, Output - before.Output),
            Math.Clamp(Reasoning - before.Reasoning, 0, Math.Max(0, Output - before.Output)));
    }

    private static long Take(ref long rest, long more)
    {
        var taken = Math.Clamp(more, 0, rest);
        rest -= taken;
        return taken;
    }

    /// <summary>The sum, class by class.</summary>
    public static TokenCounts operator +(TokenCounts a, TokenCounts b) => new(
        a.Input + b.Input,
        a.CacheRead + b.CacheRead,
        a.CacheWrite5m + b.CacheWrite5m,
        a.CacheWrite1h + b.CacheWrite1h,
        a.CacheWriteUnknown + b.CacheWriteUnknown,
        a.Output + b.Output,
        a.Reasoning + b.Reasoning);

    /// <summary>The difference, class by class.</summary>
    public static TokenCounts operator -(TokenCounts a, TokenCounts b) => new(
        a.Input - b.Input,
        a.CacheRead - b.CacheRead,
        a.CacheWrite5m - b.CacheWrite5m,
        a.CacheWrite1h - b.CacheWrite1h,
        a.CacheWriteUnknown - b.CacheWriteUnknown,
        a.Output - b.Output,
        a.Reasoning - b.Reasoning);

    /// <summary>Same as <c>+</c>.</summary>
    public static TokenCounts Add(TokenCounts left, TokenCounts right) => left + right;

    /// <summary>Same as <c>-</c>.</summary>
    public static TokenCounts Subtract(TokenCounts left, TokenCounts right) => left - right;
}
