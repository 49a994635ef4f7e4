using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>What checks the items of each stream.</summary>
internal sealed class StreamParsers
{
    private readonly Dictionary<string, IItemParser> _parsers = new(StringComparer.Ordinal);
    private readonly UnknownStreamParser _unknown = new();

    public StreamParsers(PriceLookup prices)
    {
        _parsers[StreamNames.ClientUsage] = new UsageItemParser(prices);
        foreach (var schema in ProductSchemas.All.Where(schema => !_parsers.ContainsKey(schema.Name)))
        {
            _parsers[schema.Name] = new SchemaItemParser(SchemaLoader.Parse(schema.SchemaJson, schema.Name, SchemaOrigin.Product, null).Document);
        }
    }

    /// <summary>The parser of a stream; for an unknown one, a parser that rejects each item.</summary>
    public IItemParser For(string stream) => _parsers.GetValueOrDefault(stream, _unknown);
}
