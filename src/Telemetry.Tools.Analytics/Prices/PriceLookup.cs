using System.Collections.Concurrent;

namespace Telemetry.Tools.Analytics;

/// <summary>Finds a model's price by what a log calls it. Safe for use by several threads; remembers what it found.</summary>
/// <param name="table">The prices.</param>
public sealed class PriceLookup(PriceTable table)
{
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<(string Model, string? Provider), IReadOnlyList<ModelPrice>?> _found = new();

    /// <summary>The table's version; to be kept with each cost that was computed by it.</summary>
    public string Version => table.Version;

    /// <summary>The price of a model at a time, or <see langword="null"/> where it is unknown: never a price of 0 in its place.</summary>
    /// <param name="model">The name as logged: with provider prefix, date, <c>-latest</c>, <c>@…</c>, region, effort or none of them.</param>
    /// <param name="provider">Who served it, as logged; may find a host's own price.</param>
    /// <param name="at">When; <see langword="null"/> = the latest price.</param>
    public ModelPrice? Find(string? model, string? provider = null, DateTimeOffset? at = null)
    {
        if (string.IsNullOrWhiteSpace(model))
        {
            return null;
        }

        if (!_found.TryGetValue((model, provider), out var periods))
        {
            periods = Search(model, provider);
            if (_found.Count < Remembered) _found[(model, provider)] = periods;
        }

        return periods is null ? null : PriceTable.At(periods, at);
    }

    /// <summary>What a request cost, or <see langword="null"/> where the model's price is unknown.</summary>
    /// <param name="model">As <see cref="Find"/> has it.</param>
    /// <param name="provider">As <see cref="Find"/> has it.</param>
    /// <param name="at">As <see cref="Find"/> has it.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="requests">How many requests they stand for.</param>
    /// <param name="serviceTier">As <see cref="ModelPrice.RatesFor"/> has it.</param>
    /// <param name="speed">As <see cref="ModelPrice.RatesFor"/> has it.</param>
    public CostBreakdown? Cost(
        string? model, string? provider, DateTimeOffset? at, in TokenCounts tokens, long requests = 1, string? serviceTier = null, string? speed = null) =>
        Find(model, provider, at) is { } price ? CostBreakdown.Of(price, tokens, requests, serviceTier, speed) : null;

    private IReadOnlyList<ModelPrice>? Search(string model, string? provider)
    {
        foreach (var name in ModelName.Candidates(model, provider))
        {
            if (table.TryGet(name, out var periods)) return periods;
        }

        return SearchFast(model, provider);
    }

    // "claude-opus-4-8-fast" is the model at its fast speed, where that is sold.
    private IReadOnlyList<ModelPrice>? SearchFast(string model, string? provider)
    {
        const string Fast = "-fast";
        if (!model.EndsWith(Fast, StringComparison.OrdinalIgnoreCase) || model.Length == Fast.Length)
        {
            return null;
        }

        var periods = Search(model[..^Fast.Length], provider);
        return periods is not null && periods.All(p => p.FastMultiplier is not null) ? [.. periods.Select(AlwaysFast)] : null;
    }

    private static ModelPrice AlwaysFast(ModelPrice price)
    {
        var factor = price.FastMultiplier!.Value;
        return price with { Standard = Times(price.Standard, factor), Priority = null, Flex = null, Batch = null, FastMultiplier = null };
    }

    private static RateSheet Times(RateSheet sheet, decimal factor) =>
        new(Times(sheet.Base, factor), [.. sheet.Tiers.Select(t => t with { Rates = Times(t.Rates, factor) })]);

    private static TokenRates Times(TokenRates rates, decimal factor) => new(
        rates.Input * factor, rates.Output * factor, rates.Reasoning * factor, rates.CacheRead * factor, rates.CacheWrite * factor, rates.CacheWrite1h * factor);
}
