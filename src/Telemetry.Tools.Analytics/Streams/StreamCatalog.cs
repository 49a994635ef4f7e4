using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>The streams that are known: those of a store, of schema files that the user names, and of the product, in this order of precedence.</summary>
public sealed class StreamCatalog
{
    private readonly SortedDictionary<string, StreamSchema> _streams = new(StringComparer.Ordinal);
    private readonly List<AnalyticsException> _problems = [];

    private StreamCatalog(string storeRoot) => StoreRoot = storeRoot;

    /// <summary>The store's folder.</summary>
    public string StoreRoot { get; }

    /// <summary>All known streams, by name.</summary>
    public IReadOnlyCollection<StreamSchema> Streams => _streams.Values;

    /// <summary>What of the store could not be read: schemas, links, what belongs to others; the rest goes on working.</summary>
    public IReadOnlyList<AnalyticsException> Problems => _problems;

    /// <summary>Looks through a store's folder.</summary>
    /// <param name="storeRoot">The store's folder; it need not exist.</param>
    /// <param name="productSchemas">Texts of the schemas that the product ships.</param>
    /// <param name="schemaFiles">Schema files that the user named.</param>
    /// <exception cref="AnalyticsException">A schema file that the user named cannot be used.</exception>
    public static StreamCatalog Open(
        string storeRoot, IEnumerable<string>? productSchemas = null, IEnumerable<string>? schemaFiles = null)
    {
        var catalog = new StreamCatalog(storeRoot);
        catalog.AddStore();
        foreach (var file in schemaFiles ?? []) catalog.AddFile(file);
        foreach (var text in productSchemas ?? []) catalog.AddProduct(text);
        return catalog;
    }

    /// <summary>The stream of that name.</summary>
    /// <exception cref="AnalyticsException">TEL2100: there is no such stream.</exception>
    public StreamSchema Find(string name) => TryFind(name) ?? throw Unknown(name);

    /// <summary>The stream of that name, or <see langword="null"/>.</summary>
    public StreamSchema? TryFind(string name) => _streams.GetValueOrDefault(name);

    /// <summary>Whether the store holds a folder for the stream.</summary>
    public bool IsInStore(string name) => Directory.Exists(Path.Combine(StoreRoot, name));

    /// <summary>The segments of a stream in the store.</summary>
    public StreamSource Source(string name) => StreamSource.FromStore(StoreRoot, Find(name).Document);

    /// <summary>The figures of each stream that has a folder in the store.</summary>
    public IReadOnlyList<StreamStatus> Status(IProgress<ScanProgress>? progress = null, CancellationToken cancellationToken = default) =>
        [.. Streams.Where(stream => IsInStore(stream.Name)).Select(stream => StatusOf(stream, progress, cancellationToken))];

    private StreamStatus StatusOf(StreamSchema stream, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        var source = StreamSource.FromStore(StoreRoot, stream.Document);
        var totals = StatusScan.Run(source, progress, cancellationToken);
        var format = stream.Document.Storage.Format == StorageFormat.Csv ? "csv" : "jsonl";
        return new StreamStatus(
            stream.Name, format, totals.Events, totals.Rejected, source.Files.Count, totals.Bytes, totals.First, totals.Last);
    }

    private void AddStore()
    {
        var streams = StoreReading.Streams(StoreRoot, out var refused);
        _problems.AddRange(refused.Select(warning => new AnalyticsException(warning.Id, warning.Message, "dotnet telemetry status")));
        foreach (var stream in streams)
        {
            if (stream.Schema is null) continue;
            try
            {
                var file = Path.Combine(stream.Folder, "schema.json");
                Add(SchemaLoader.Parse(stream.Schema, file, SchemaOrigin.Store, file));
            }
            catch (AnalyticsException problem)
            {
                _problems.Add(problem);
            }
        }
    }

    private void AddFile(string file)
    {
        if (!File.Exists(file)) throw new AnalyticsException(AnalyticsDiagnostics.BrokenSchema, $"There is no schema file '{file}'.");
        Add(SchemaLoader.Load(file, SchemaOrigin.File));
    }

    private void AddProduct(string text) => Add(SchemaLoader.Parse(text, "product schema", SchemaOrigin.Product, null));

    private void Add(StreamSchema schema) => _streams.TryAdd(schema.Name, schema);

    private AnalyticsException Unknown(string name)
    {
        var guess = Suggestion.For(name, _streams.Keys);
        var known = _streams.Count == 0 ? "None is known yet." : $"Known: {string.Join(", ", _streams.Keys)}.";
        return new AnalyticsException(
            AnalyticsDiagnostics.UnknownStream, $"There is no stream '{name}'.{guess} {known}", "dotnet telemetry status");
    }
}
