using System.Collections.Concurrent;
using System.Collections.Frozen;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server;

/// <summary>The schemas of all streams: the product's, and each tenant's own, at most one second old.</summary>
internal sealed class SchemaRegistry(SchemaStore store, TimeProvider time)
{
    private const int MostTenants = 1_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Snapshot> _tenants = new(StringComparer.Ordinal);

    /// <summary>Schemas that the product ships, by stream; no tenant can replace one.</summary>
    public static FrozenDictionary<string, StreamSchema> Product { get; } =
        ProductSchemas.All.ToFrozenDictionary(schema => schema.Name, schema => SchemaLoader.Parse(schema.SchemaJson, schema.Name, SchemaOrigin.Product, null));

    /// <summary>What a stored schema says.</summary>
    public static SchemaDocument Parse(UploadedSchema schema) => SchemaLoader.Parse(schema.Text, schema.Stream, SchemaOrigin.Store, null).Document;

    /// <summary>The schema of a tenant's stream; <see langword="null"/> where it has none.</summary>
    public SchemaDocument? Find(string tenant, string stream) =>
        Product.TryGetValue(stream, out var product) ? product.Document : Own(tenant).GetValueOrDefault(stream)?.Document;

    /// <summary>The schemas of all streams that a tenant can send.</summary>
    public IEnumerable<SchemaDocument> All(string tenant) =>
        Product.Values.Select(schema => schema.Document).Concat(Own(tenant).Values.Select(known => known.Document).Where(document => !Product.ContainsKey(document.Stream)));

    /// <summary>What checks the items of a stream that a tenant has a schema of; <see langword="null"/> where it has none.</summary>
    public IItemParser? FindParser(string tenant, string stream) => Own(tenant).GetValueOrDefault(stream)?.Parser;

    /// <summary>Looks again at once: a schema has come.</summary>
    public void Forget(string tenant) => _tenants.TryRemove(tenant, out _);

    private FrozenDictionary<string, Known> Own(string tenant)
    {
        if (_tenants.TryGetValue(tenant, out var snapshot) && time.GetElapsedTime(snapshot.ReadAt) < Freshness) return snapshot.Schemas;
        var (readAt, stamp) = (time.GetTimestamp(), store.StampOf(tenant));
        var schemas = snapshot is not null && snapshot.Stamp == stamp ? snapshot.Schemas : Load(tenant);
        if (_tenants.Count >= MostTenants) _tenants.Clear();
        _tenants[tenant] = new Snapshot(readAt, stamp, schemas);
        return schemas;
    }

    private FrozenDictionary<string, Known> Load(string tenant) =>
        store.List(tenant).Select(schema => Parse(schema)).ToFrozenDictionary(document => document.Stream, document => new Known(document, new SchemaItemParser(document)));

    private sealed record Snapshot(long ReadAt, string Stamp, FrozenDictionary<string, Known> Schemas);

    private sealed record Known(SchemaDocument Document, SchemaItemParser Parser);
}
