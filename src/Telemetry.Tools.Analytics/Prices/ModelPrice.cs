namespace Telemetry.Tools.Analytics;

/// <summary>What a model costs from a day on.</summary>
/// <param name="Model">The model's name in the table.</param>
/// <param name="Provider">Who sells it at that price.</param>
/// <param name="Since">First day (UTC) the price holds; <see langword="null"/> = as far back as is known.</param>
/// <param name="Standard">The usual price list.</param>
/// <param name="Priority">Service tier <c>priority</c>, where sold.</param>
/// <param name="Flex">Service tier <c>flex</c>, where sold.</param>
/// <param name="Batch">Batch requests, where sold.</param>
/// <param name="FastMultiplier">Factor on all prices for <c>speed: fast</c>, where sold.</param>
/// <param name="PerRequest">US dollars for each request, on top.</param>
public sealed record ModelPrice(
    string Model,
    string? Provider,
    DateOnly? Since,
    RateSheet Standard,
    RateSheet? Priority = null,
    RateSheet? Flex = null,
    RateSheet? Batch = null,
    decimal? FastMultiplier = null,
    decimal? PerRequest = null)
{
    /// <summary>The prices for one request.</summary>
    /// <param name="promptTokens">Fresh input + cache read + cache write of one request.</param>
    /// <param name="serviceTier"><c>priority</c>, <c>flex</c>, <c>batch</c>; anything else is the standard list, and so is a tier that is not sold.</param>
    /// <param name="speed"><c>fast</c> applies the multiplier, where there is one.</param>
    public ResolvedRates RatesFor(long promptTokens, string? serviceTier = null, string? speed = null)
    {
        var sheet = SheetFor(serviceTier);
        var rates = sheet is null ? Standard.Resolve(promptTokens) : sheet.Resolve(promptTokens, Standard);
        return speed == "fast" && FastMultiplier is { } factor ? Times(rates, factor) : rates;
    }

    private RateSheet? SheetFor(string? serviceTier) => serviceTier switch
    {
        "priority" => Priority,
        "flex" => Flex,
        "batch" or "batches" => Batch,
        _ => null,
    };

    private static ResolvedRates Times(ResolvedRates rates, decimal factor) => new(
        rates.Input * factor, rates.Output * factor, rates.Reasoning * factor, rates.CacheRead * factor, rates.CacheWrite * factor, rates.CacheWrite1h * factor);
}
