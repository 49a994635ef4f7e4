using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>What is read: files of one stream, oldest first, and the schema that explains them.</summary>
/// <param name="Schema">The stream's schema.</param>
/// <param name="Files">Segments, or any files in the stream's format.</param>
public sealed record StreamSource(SchemaDocument Schema, IReadOnlyList<SourceFile> Files)
{
    /// <summary>All segments of a stream in a store; none where the stream has no folder.</summary>
    /// <param name="storeRoot">The store's folder.</param>
    /// <param name="schema">The stream's schema.</param>
    public static StreamSource FromStore(string storeRoot, SchemaDocument schema) =>
        new(schema, [.. StoreReading.Segments(storeRoot, schema.Stream).Select(segment => new SourceFile(segment.Path, segment.Format, segment.Bytes, segment))]);

    /// <summary>Files that lie anywhere, in the format of the schema.</summary>
    /// <param name="schema">The schema that explains them.</param>
    /// <param name="paths">The files, oldest first.</param>
    public static StreamSource FromFiles(SchemaDocument schema, params IEnumerable<string> paths)
    {
        var format = schema.Storage.Format == StorageFormat.Csv ? StreamFormat.Csv : StreamFormat.Jsonl;
        return new(schema, [.. paths.Select(path => new SourceFile(path, format, new FileInfo(path).Length, null))]);
    }
}

/// <summary>A file to read.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Format">Its format.</param>
/// <param name="Bytes">Its size when it was listed.</param>
/// <param name="Segment">The store's segment that it is; <see langword="null"/> for a file that lies anywhere.</param>
public sealed record SourceFile(string Path, StreamFormat Format, long Bytes, Segment? Segment);
