using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Makes the runtime's <see cref="StreamInfo"/> of a schema that has no generated code at hand.</summary>
public static class StreamInfoFactory
{
    /// <summary>The same facts that generated code holds as a constant.</summary>
    /// <param name="document">The parsed schema.</param>
    /// <param name="schemaJson">The schema file's text.</param>
    public static StreamInfo Create(SchemaDocument document, string schemaJson)
    {
        var storage = document.Storage;
        var isCsv = storage.Format == StorageFormat.Csv;
        return new StreamInfo(
            document.Stream,
            document.Version.ToString(),
            isCsv ? StreamFormat.Csv : StreamFormat.Jsonl,
            storage.File,
            storage.RotateAt,
            storage.Retain,
            isCsv ? string.Join(',', CsvColumns(document)) : "",
            schemaJson);
    }

    /// <summary>Names of the columns of a CSV segment, in writing order.</summary>
    public static IEnumerable<string> CsvColumns(SchemaDocument document) =>
        document.Fields.Concat(document.Events[0].Fields).Where(field => field.IsWritten).Select(field => field.Name);
}
