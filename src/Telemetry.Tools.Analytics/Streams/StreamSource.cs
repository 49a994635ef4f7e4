using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>What is read: files of one stream, oldest first, and the schema that explains them.</summary>
/// <param name="Schema">The stream's schema.</param>
/// <param name="Files">Segments, or any files in the stream's format.</param>
public sealed record StreamSource(SchemaDocument Schema, IReadOnlyList<string> Files)
{
    /// <summary>All segments of a stream in a store; none where the stream has no folder.</summary>
    /// <param name="storeRoot">The store's folder.</param>
    /// <param name="schema">The stream's schema.</param>
    public static StreamSource FromStore(string storeRoot, SchemaDocument schema) =>
        new(schema, SegmentFiles.List(storeRoot, schema));
}
