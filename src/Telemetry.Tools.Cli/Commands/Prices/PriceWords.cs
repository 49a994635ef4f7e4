using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>Prices in words.</summary>
internal static class PriceWords
{
    /// <summary>A price per million tokens, with as many decimals as it has, two at least.</summary>
    public static string Rate(decimal rate) => rate.ToString("#,0.00####", CultureInfo.InvariantCulture);

    /// <summary>The lists of a model that are sold: the usual one, its tiers, and the other service tiers.</summary>
    public static IEnumerable<(string Name, ResolvedRates Rates)> Lists(ModelPrice price)
    {
        foreach (var list in WithTiers("standard", price.Standard, null, price)) yield return list;
        foreach (var list in WithTiers("priority", price.Priority, "priority", price)) yield return list;
        foreach (var list in WithTiers("flex", price.Flex, "flex", price)) yield return list;
        foreach (var list in WithTiers("batch", price.Batch, "batch", price)) yield return list;
        if (price.FastMultiplier is not null) yield return ("fast", price.RatesFor(0, null, "fast"));
    }

    private static IEnumerable<(string Name, ResolvedRates Rates)> WithTiers(string name, RateSheet? sheet, string? tier, ModelPrice price)
    {
        if (sheet is null) yield break;
        yield return (name, price.RatesFor(0, tier));
        foreach (var step in sheet.Tiers)
        {
            var sign = step.Inclusive ? "from" : "over";
            yield return (string.Create(CultureInfo.InvariantCulture, $"{name}, {sign} {step.Threshold / 1000}k"), price.RatesFor(step.Threshold + 1, tier));
        }
    }
}
