using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>The product's own format: US dollars per million tokens, one object a model (or an array of them, by <c>since</c>).</summary>
internal static class OwnPriceFormat
{
    public static PriceTable Read(JsonElement root, JsonElement models, string name, string hash)
    {
        var found = new Dictionary<string, IReadOnlyList<ModelPrice>>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in models.EnumerateObject())
        {
            var periods = Periods(model);
            if (periods.Count > 0) found[model.Name] = periods;
        }

        if (found.Count == 0) throw PriceTableJson.Bad(name, "it prices no model");
        return new PriceTable(Text(root, "version") ?? hash, Text(root, "source") ?? name, found, Aliases(root));
    }

    public static void Write(PriceTable table, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", table.Version);
        json.WriteString("source", table.Source);
        json.WriteStartObject("aliases");
        foreach (var (alias, target) in table.Aliases) json.WriteString(alias, target);
        json.WriteEndObject();
        json.WriteStartObject("models");
        foreach (var name in table.Models) WriteModel(json, name, table);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static List<ModelPrice> Periods(JsonProperty model)
    {
        var periods = new List<ModelPrice>();
        if (model.Value.ValueKind == JsonValueKind.Object)
        {
            Add(periods, model.Name, model.Value);
        }
        else if (model.Value.ValueKind == JsonValueKind.Array)
        {
            foreach (var period in model.Value.EnumerateArray()) Add(periods, model.Name, period);
            periods.Sort((a, b) => Nullable.Compare(a.Since, b.Since));
        }

        return periods;
    }

    private static void Add(List<ModelPrice> periods, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || Sheet(value) is not { Base: { Input: not null } } standard) return;
        periods.Add(new ModelPrice(
            name, Text(value, "provider"), Since(value), standard, Child(value, "priority"), Child(value, "flex"), Child(value, "batch"),
            PriceNumber.Get(value, "fast"), PriceNumber.Get(value, "request")));
    }

    private static DateOnly? Since(JsonElement value) =>
        DateOnly.TryParseExact(Text(value, "since"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static RateSheet? Child(JsonElement value, string name) =>
        value.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? Sheet(child) : null;

    private static RateSheet Sheet(JsonElement value)
    {
        var tiers = new List<PriceTier>();
        if (value.TryGetProperty("tiers", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var tier in list.EnumerateArray())
            {
                if (tier.ValueKind != JsonValueKind.Object) continue;
                if (PriceNumber.GetTokens(tier, "above") is { } above) tiers.Add(new PriceTier(above, false, Rates(tier)));
                else if (PriceNumber.GetTokens(tier, "from") is { } from) tiers.Add(new PriceTier(from, true, Rates(tier)));
            }
        }

        tiers.Sort((a, b) => a.Threshold.CompareTo(b.Threshold));
        return new RateSheet(Rates(value), tiers);
    }

    private static TokenRates Rates(JsonElement value) => new(
        PriceNumber.Get(value, "input"),
        PriceNumber.Get(value, "output"),
        PriceNumber.Get(value, "reasoning"),
        PriceNumber.Get(value, "cache_read"),
        PriceNumber.Get(value, "cache_write"),
        PriceNumber.Get(value, "cache_write_1h"));

    private static Dictionary<string, string> Aliases(JsonElement root)
    {
        var aliases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!root.TryGetProperty("aliases", out var value) || value.ValueKind != JsonValueKind.Object) return aliases;
        foreach (var alias in value.EnumerateObject())
        {
            if (alias.Value.ValueKind == JsonValueKind.String) aliases[alias.Name] = alias.Value.GetString()!;
        }

        return aliases;
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void WriteModel(Utf8JsonWriter json, string name, PriceTable table)
    {
        if (!table.TryGet(name, out var periods)) return;
        json.WritePropertyName(name);
        if (periods.Count > 1) json.WriteStartArray();
        foreach (var period in periods) WritePeriod(json, period);
        if (periods.Count > 1) json.WriteEndArray();
    }

    private static void WritePeriod(Utf8JsonWriter json, ModelPrice price)
    {
        json.WriteStartObject();
        if (price.Provider is not null) json.WriteString("provider", price.Provider);
        if (price.Since is { } since) json.WriteString("since", since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        WriteSheet(json, price.Standard);
        WriteNumber(json, "request", price.PerRequest);
        WriteNumber(json, "fast", price.FastMultiplier);
        WriteChild(json, "priority", price.Priority);
        WriteChild(json, "flex", price.Flex);
        WriteChild(json, "batch", price.Batch);
        json.WriteEndObject();
    }

    private static void WriteChild(Utf8JsonWriter json, string name, RateSheet? sheet)
    {
        if (sheet is null) return;
        json.WriteStartObject(name);
        WriteSheet(json, sheet);
        json.WriteEndObject();
    }

    private static void WriteSheet(Utf8JsonWriter json, RateSheet sheet)
    {
        WriteRates(json, sheet.Base);
        if (sheet.Tiers.Count == 0) return;
        json.WriteStartArray("tiers");
        foreach (var tier in sheet.Tiers)
        {
            json.WriteStartObject();
            json.WriteNumber(tier.Inclusive ? "from" : "above", tier.Threshold);
            WriteRates(json, tier.Rates);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRates(Utf8JsonWriter json, TokenRates rates)
    {
        WriteNumber(json, "input", rates.Input);
        WriteNumber(json, "output", rates.Output);
        WriteNumber(json, "reasoning", rates.Reasoning);
        WriteNumber(json, "cache_read", rates.CacheRead);
        WriteNumber(json, "cache_write", rates.CacheWrite);
        WriteNumber(json, "cache_write_1h", rates.CacheWrite1h);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number) json.WriteNumber(name, number / 1.0000000000000000000000000000m);
    }
}
