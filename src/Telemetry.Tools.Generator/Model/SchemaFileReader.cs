using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Reads an additional file into plain values.</summary>
internal static class SchemaFileReader
{
    private const string Extension = ".telemetry.json";

    public static bool IsSchema(AdditionalText file) => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    public static SchemaFile Read(AdditionalText file, CancellationToken cancellationToken)
    {
        var source = file.GetText(cancellationToken);
        var text = source?.ToString() ?? "";
        var result = SchemaParser.Parse(text, file.Path);
        if (source is null || result.Document is not { } document) return new SchemaFile(file.Path, null, new FilePosition(0, 0, 1, 1, 1, 1), result.Diagnostics);
        var json = JsonCompactor.Compact(text, out var start, out var length);
        return new SchemaFile(file.Path, new SchemaModel(file.Path, json, document), Position(source, start, length), result.Diagnostics);
    }

    private static FilePosition Position(SourceText source, int start, int length)
    {
        var lines = source.Lines.GetLinePositionSpan(new TextSpan(start, length));
        return new FilePosition(start, length, lines.Start.Line + 1, lines.Start.Character + 1, lines.End.Line + 1, lines.End.Character + 1);
    }
}
