namespace Telemetry.Tools.Analytics;

/// <summary>One price list of a model: prices for short prompts, and tiers for long ones.</summary>
/// <param name="Base">Prices below all tiers.</param>
/// <param name="Tiers">Tiers in ascending order; empty for most models.</param>
public sealed record RateSheet(TokenRates Base, IReadOnlyList<PriceTier> Tiers)
{
    /// <summary>The tier that a prompt falls under, or <see langword="null"/>.</summary>
    public PriceTier? TierFor(long promptTokens)
    {
        PriceTier? found = null;
        foreach (var tier in Tiers)
        {
            if (tier.Covers(promptTokens)) found = tier;
        }

        return found;
    }

    /// <summary>The prices for a prompt of this length, with nothing left open.</summary>
    /// <param name="promptTokens">Fresh input + cache read + cache write of one request.</param>
    /// <param name="fallback">
    /// Takes the place of classes that this sheet does not price (the standard sheet, for a priority one). A sheet without tiers rises where
    /// the fallback does, and as much: so it is for each model of which both are published.
    /// </param>
    public ResolvedRates Resolve(long promptTokens, RateSheet? fallback = null)
    {
        var below = Fill(Base, fallback?.Base);
        if (TierFor(promptTokens) is not { } tier)
        {
            return Tiers.Count == 0 && fallback?.TierFor(promptTokens) is not null
                ? Raised(below, Fill(fallback.Base, null), fallback.Resolve(promptTokens))
                : below;
        }

        var stated = tier.Rates;
        // A tier that leaves a class open raises it as much as it raises fresh input.
        var factor = stated.Input is { } input && below.Input > 0 ? input / below.Input : 1m;
        return new ResolvedRates(
            stated.Input ?? below.Input,
            stated.Output ?? below.Output * factor,
            stated.Reasoning ?? (below.Reasoning == below.Output ? stated.Output ?? below.Output * factor : below.Reasoning * factor),
            stated.CacheRead ?? below.CacheRead * factor,
            stated.CacheWrite ?? below.CacheWrite * factor,
            stated.CacheWrite1h ?? below.CacheWrite1h * factor);
    }

    private static ResolvedRates Raised(ResolvedRates rates, ResolvedRates from, ResolvedRates to)
    {
        return new ResolvedRates(
            By(rates.Input, from.Input, to.Input),
            By(rates.Output, from.Output, to.Output),
            By(rates.Reasoning, from.Reasoning, to.Reasoning),
            By(rates.CacheRead, from.CacheRead, to.CacheRead),
            By(rates.CacheWrite, from.CacheWrite, to.CacheWrite),
            By(rates.CacheWrite1h, from.CacheWrite1h, to.CacheWrite1h));

        static decimal By(decimal rate, decimal from, decimal to) => from > 0 ? rate * to / from : to;
    }

    private static ResolvedRates Fill(TokenRates rates, TokenRates? fallback)
    {
        var input = rates.Input ?? fallback?.Input ?? 0m;
        var output = rates.Output ?? fallback?.Output ?? 0m;
        return new ResolvedRates(
            input,
            output,
            rates.Reasoning ?? (rates.Output is null ? fallback?.Reasoning : null) ?? output,
            rates.CacheRead ?? fallback?.CacheRead ?? input * ResolvedRates.DefaultCacheRead,
            rates.CacheWrite ?? fallback?.CacheWrite ?? input * ResolvedRates.DefaultCacheWrite,
            rates.CacheWrite1h ?? fallback?.CacheWrite1h ?? input * ResolvedRates.DefaultCacheWrite1h);
    }
}
