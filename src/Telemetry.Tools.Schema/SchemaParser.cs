namespace Telemetry.Tools.Schema;

/// <summary>Reads a schema file's text.</summary>
public static class SchemaParser
{
    /// <summary>Parses and validates. Never throws on bad input: what is wrong is in the diagnostics, and what is right is in the document.</summary>
    /// <param name="text">The whole file: JSON with comments and trailing commas.</param>
    /// <param name="file">Name for diagnostics.</param>
    public static SchemaParseResult Parse(string text, string file)
    {
        var diagnostics = new DiagnosticBag(text, file);
        var root = JsonReader.Read(text, diagnostics);
        SchemaDocument? document = null;
        if (root is { Kind: not JsonKind.Object }) diagnostics.Add(SchemaDiagnostics.NotAnObject, root.Head, ObjectReader.NameOf(root.Kind));
        else if (root is not null) document = new DocumentParser(root, new ParseContext(diagnostics)).Parse();
        return new SchemaParseResult(document, diagnostics.ToArray());
    }
}

/// <summary>What <see cref="SchemaParser"/> found.</summary>
/// <param name="Document">The document without its broken parts; <see langword="null"/> where nothing can be made of the file.</param>
/// <param name="Diagnostics">Everything wrong, in file order.</param>
public sealed record SchemaParseResult(SchemaDocument? Document, EquatableArray<SchemaDiagnostic> Diagnostics)
{
    /// <summary>Whether any diagnostic is an error.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == SchemaSeverity.Error);
}
