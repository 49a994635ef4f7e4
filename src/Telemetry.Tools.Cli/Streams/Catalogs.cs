using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>Opens the catalog of streams: the store's own, the product's, and the schema file beside the user.</summary>
internal static class Catalogs
{
    /// <summary>The streams of a store, named or found, and those that ship with the product.</summary>
    /// <param name="store">The store that was named, or <see langword="null"/>.</param>
    /// <param name="host">The surroundings.</param>
    /// <param name="wanted">The stream that is needed: where the store does not know it yet, its schema file is looked for.</param>
    public static StreamCatalog Open(string? store, ToolHost host, string? wanted)
    {
        var root = Stores.Locate(store, host).Root;
        var catalog = StreamCatalog.Open(root, ProductStreams.Schemas);
        foreach (var problem in catalog.Problems) ErrorPrinter.Print(host, problem.Id, problem.Message, problem.NextStep);
        if (wanted is null || catalog.TryFind(wanted) is not null) return catalog;
        return SchemaFiles.Find(wanted, host) is { } file ? StreamCatalog.Open(root, ProductStreams.Schemas, [file]) : catalog;
    }
}
