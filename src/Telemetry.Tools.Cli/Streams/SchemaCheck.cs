using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary>Checks several schemas, each by itself and against each other.</summary>
internal static class SchemaCheck
{
    /// <summary>Everything wrong, in the order of the files.</summary>
    public static IReadOnlyList<SchemaDiagnostic> Of(IEnumerable<SchemaSource> sources)
    {
        var streams = new Dictionary<string, string>(StringComparer.Ordinal);
        var found = new List<SchemaDiagnostic>();
        foreach (var source in sources)
        {
            var result = source.Parse();
            found.AddRange(result.Diagnostics);
            if (result.Document is not { } document) continue;
            if (!streams.TryAdd(document.Stream, source.Name)) found.Add(Duplicate(source, document, streams[document.Stream]));
        }

        return found;
    }

    /// <summary>What to do about a diagnostic, or <see langword="null"/>.</summary>
    public static string? HelpFor(string id) => SchemaDiagnostics.All.FirstOrDefault(descriptor => descriptor.Id == id)?.Help;

    private static SchemaDiagnostic Duplicate(SchemaSource source, SchemaDocument document, string first)
    {
        var (line, column) = source.PlaceOf($"\"{document.Stream}\"");
        var message = $"the stream '{document.Stream}' is described by {first} too; rename one of the two, or remove one file";
        return new SchemaDiagnostic(SchemaDiagnostics.DuplicateStreamId, SchemaSeverity.Error, message, source.Name, 0, 0, line, column, line, column);
    }
}
