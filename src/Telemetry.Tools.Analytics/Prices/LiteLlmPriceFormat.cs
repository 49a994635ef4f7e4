using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>LiteLLM's <c>model_prices_and_context_window.json</c>: US dollars per token, one flat object a model, the tier in the field's name.</summary>
internal static class LiteLlmPriceFormat
{
    private const decimal Million = 1_000_000m;

    private static readonly int[] Thresholds = [128, 200, 256, 272, 512];
    private static readonly HashSet<string> NotModels = new(StringComparer.Ordinal) { "sample_spec", "fallback_generalizations", "last_updated" };

    public static PriceTable Read(JsonElement root, string name, string hash)
    {
        var models = new Dictionary<string, IReadOnlyList<ModelPrice>>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in root.EnumerateObject())
        {
            if (model.Value.ValueKind != JsonValueKind.Object || NotModels.Contains(model.Name)) continue;
            if (Price(model.Name, model.Value) is { } price) models[model.Name] = [price];
        }

        if (models.Count == 0) throw PriceTableJson.Bad(name, "it prices no model");
        return new PriceTable($"litellm-{hash}", $"LiteLLM's table, {name}.", models, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
    }

    private static ModelPrice? Price(string name, JsonElement value)
    {
        var provider = value.TryGetProperty("litellm_provider", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        var standard = Tiered(value) ?? Sheet(value, "", provider);

        // Models that are free in the table are mostly ones whose price nobody has entered.
        if (standard.Base is { Input: null or 0, Output: null or 0 }) return null;
        return new ModelPrice(
            name, provider, null, standard, Variant(value, "_priority", provider), Variant(value, "_flex", provider), Variant(value, "_batches", provider),
            Fast(value), PriceNumber.Get(value, "input_cost_per_request"));
    }

    private static RateSheet? Variant(JsonElement value, string suffix, string? provider) =>
        Sheet(value, suffix, provider) is { Base: { Input: null, Output: null } } ? null : Sheet(value, suffix, provider);

    private static RateSheet Sheet(JsonElement value, string suffix, string? provider)
    {
        var tiers = new List<PriceTier>();
        foreach (var threshold in Thresholds)
        {
            var rates = Rates(value, $"_above_{threshold}k_tokens{suffix}");
            if (rates is { Input: not null } or { Output: not null }) tiers.Add(new PriceTier(threshold * 1000L, provider == "xai", rates));
        }

        return new RateSheet(Rates(value, suffix), tiers);
    }

    private static RateSheet? Tiered(JsonElement value)
    {
        if (!value.TryGetProperty("tiered_pricing", out var list) || list.ValueKind != JsonValueKind.Array) return null;
        TokenRates? below = null;
        var tiers = new List<PriceTier>();
        foreach (var step in list.EnumerateArray())
        {
            if (step.ValueKind != JsonValueKind.Object || Start(step) is not { } start) continue;
            if (start == 0) below = Rates(step, "");
            else tiers.Add(new PriceTier(start, false, Rates(step, "")));
        }

        tiers.Sort((a, b) => a.Threshold.CompareTo(b.Threshold));
        return below is null ? null : new RateSheet(below, tiers);
    }

    private static long? Start(JsonElement step) =>
        step.TryGetProperty("range", out var range) && range.ValueKind == JsonValueKind.Array && range.GetArrayLength() > 0
        && range[0].ValueKind == JsonValueKind.Number && range[0].TryGetDouble(out var start)
            ? (long)start
            : null;

    private static decimal? Fast(JsonElement value) =>
        value.TryGetProperty("provider_specific_entry", out var entry) && entry.ValueKind == JsonValueKind.Object ? PriceNumber.Get(entry, "fast") : null;

    private static TokenRates Rates(JsonElement value, string suffix) => new(
        PerMillion(value, "input_cost_per_token" + suffix),
        PerMillion(value, "output_cost_per_token" + suffix),
        PerMillion(value, "output_cost_per_reasoning_token" + suffix),
        PerMillion(value, "cache_read_input_token_cost" + suffix) ?? PerMillion(value, "input_cost_per_token_cache_hit" + suffix),
        PerMillion(value, "cache_creation_input_token_cost" + suffix),
        PerMillion(value, "cache_creation_input_token_cost_above_1hr" + suffix));

    private static decimal? PerMillion(JsonElement value, string name) => PriceNumber.Get(value, name) * Million;
}
