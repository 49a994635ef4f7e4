namespace Telemetry.Tools.Schema;

/// <summary>Reads how a stream is kept: JSON Lines in <c>&lt;stream&gt;.jsonl</c>, rotated at 10 MB and kept for ever, unless the file says otherwise.</summary>
internal sealed class StorageParser(ParseContext context)
{
    private const long DefaultRotateAt = 10_000_000;

    public StorageDefinition Parse(ObjectReader root, string stream)
    {
        var node = root.Object("storage");
        if (node is null) return new StorageDefinition(StorageFormat.Jsonl, stream + ".jsonl", DefaultRotateAt, null);
        var reader = new ObjectReader(node, "the storage", SchemaGrammar.Storage, root.NameSpan("storage"), context);
        var format = reader.Word("format", SchemaVocabulary.Formats, SchemaDiagnostics.UnknownChoice) ?? StorageFormat.Jsonl;
        return new StorageDefinition(format, File(reader, stream, format), RotateAt(reader), Retain(reader));
    }

    private string File(ObjectReader reader, string stream, StorageFormat format)
    {
        string[] endings = format == StorageFormat.Csv ? [".csv"] : [".jsonl", ".ndjson"];
        var fallback = stream + endings[0];
        if (reader.Text("file") is not { } file) return fallback;
        var span = reader.ValueSpan("file");
        if (!NameRules.IsFileName(file)) context.Diagnostics.Add(SchemaDiagnostics.BadFileName, span, file, "a file");
        else if (NameRules.ReservedBy(file, isStream: false) is { } keeper) context.Diagnostics.Add(SchemaDiagnostics.ReservedWord, span, file, keeper);
        else if (endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal) && file.Length > ending.Length)) return file;
        else context.Diagnostics.Add(SchemaDiagnostics.FileEnding, span, file, SchemaVocabulary.Formats.TextOf(format), string.Join(" or ", endings));
        return fallback;
    }

    private long RotateAt(ObjectReader reader)
    {
        if (reader.Find("rotateAt")?.Value is not { } value) return DefaultRotateAt;
        if (value.Kind is not (JsonKind.String or JsonKind.Number))
        {
            reader.ReportType(value, "rotateAt", "a number of bytes, or text such as 10MB");
            return DefaultRotateAt;
        }

        if (Quantities.TryParseSize(value.Text, out var bytes)) return bytes;
        context.Diagnostics.Add(SchemaDiagnostics.BadSize, value.Span, value.Text);
        return DefaultRotateAt;
    }

    private TimeSpan? Retain(ObjectReader reader)
    {
        if (reader.Find("retain")?.Value is not { } value || value.Kind == JsonKind.Null) return null;
        if (value.Kind != JsonKind.String)
        {
            reader.ReportType(value, "retain", "text such as 365d, or null for ever");
            return null;
        }

        if (Quantities.TryParseDuration(value.Text, out var duration)) return duration;
        context.Diagnostics.Add(SchemaDiagnostics.BadDuration, value.Span, value.Text);
        return null;
    }
}
