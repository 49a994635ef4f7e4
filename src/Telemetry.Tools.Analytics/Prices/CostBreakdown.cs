namespace Telemetry.Tools.Analytics;

/// <summary>A cost in US dollars by token class; exact, never rounded.</summary>
/// <param name="Input">Fresh input.</param>
/// <param name="CacheRead">Cache read.</param>
/// <param name="CacheWrite">Cache write of every lifetime.</param>
/// <param name="Output">Output and reasoning.</param>
/// <param name="Requests">Charges by request.</param>
public readonly record struct CostBreakdown(decimal Input, decimal CacheRead, decimal CacheWrite, decimal Output, decimal Requests)
{
    private const decimal Million = 1_000_000m;

    /// <summary>The whole cost.</summary>
    public decimal Total => Input + CacheRead + CacheWrite + Output + Requests;

    /// <summary>The sum, class by class.</summary>
    public static CostBreakdown operator +(CostBreakdown a, CostBreakdown b) =>
        new(a.Input + b.Input, a.CacheRead + b.CacheRead, a.CacheWrite + b.CacheWrite, a.Output + b.Output, a.Requests + b.Requests);

    /// <summary>Same as <c>+</c>.</summary>
    public static CostBreakdown Add(CostBreakdown left, CostBreakdown right) => left + right;

    /// <summary>
    /// What the tokens cost. The tier is chosen by the whole prompt and holds for every class; where the counts stand for several
    /// requests, the average prompt decides, since the single ones are not known.
    /// </summary>
    /// <param name="price">The model's price.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="requests">How many requests they stand for.</param>
    /// <param name="serviceTier">As <see cref="ModelPrice.RatesFor"/> has it.</param>
    /// <param name="speed">As <see cref="ModelPrice.RatesFor"/> has it.</param>
    public static CostBreakdown Of(ModelPrice price, in TokenCounts tokens, long requests = 1, string? serviceTier = null, string? speed = null)
    {
        ArgumentNullException.ThrowIfNull(price);
        var rates = price.RatesFor(tokens.Prompt / Math.Max(1, requests), serviceTier, speed);
        var reasoning = Math.Clamp(tokens.Reasoning, 0, Math.Max(0, tokens.Output));
        return new CostBreakdown(
            tokens.Input * rates.Input / Million,
            tokens.CacheRead * rates.CacheRead / Million,
            (((tokens.CacheWrite5m + tokens.CacheWriteUnknown) * rates.CacheWrite) + (tokens.CacheWrite1h * rates.CacheWrite1h)) / Million,
            (((tokens.Output - reasoning) * rates.Output) + (reasoning * rates.Reasoning)) / Million,
            Math.Max(0, requests) * (price.PerRequest ?? 0m));
    }
}
