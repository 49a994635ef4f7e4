using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>A stream's schema and where it came from.</summary>
/// <param name="Name">The stream.</param>
/// <param name="Document">The parsed schema.</param>
/// <param name="Json">The schema file's text.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="File">The schema file; <see langword="null"/> for one that the product ships.</param>
public sealed record StreamSchema(string Name, SchemaDocument Document, string Json, SchemaOrigin Origin, string? File)
{
    /// <summary>What a store must know to write to the stream.</summary>
    public StreamInfo Info => StreamInfoFactory.Create(Document, Json);
}

/// <summary>Where a schema came from.</summary>
public enum SchemaOrigin
{
    /// <summary><c>schema.json</c> beside the segments of a store.</summary>
    Store,

    /// <summary>A file that the user named.</summary>
    File,

    /// <summary>The product.</summary>
    Product,
}
