using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>What checks the items of each stream.</summary>
internal sealed class StreamParsers
{
    private readonly Dictionary<string, IItemParser> _product = new(StringComparer.Ordinal);
    private readonly UnknownStreamParser _unknown = new();
    private readonly SchemaRegistry _schemas;

    public StreamParsers(PriceLookup prices, SchemaRegistry schemas)
    {
        _schemas = schemas;
        foreach (var schema in SchemaRegistry.Product.Values) _product[schema.Name] = new SchemaItemParser(schema.Document);
        LlmUsage = new LlmUsageItemParser(new SchemaItemParser(SchemaRegistry.Product[StreamNames.LlmUsage].Document), prices);
        _product[StreamNames.LlmUsage] = LlmUsage;
        _product[StreamNames.ClientUsage] = new UsageItemParser(prices);
    }

    /// <summary>The parser of <c>llm-usage</c>, whose events the server makes of other things too.</summary>
    public LlmUsageItemParser LlmUsage { get; }

    /// <summary>The parser of a tenant's stream; for an unknown one, a parser that rejects each item.</summary>
    public IItemParser For(string tenant, string stream) => _product.TryGetValue(stream, out var parser) ? parser : _schemas.FindParser(tenant, stream) ?? _unknown;
}
