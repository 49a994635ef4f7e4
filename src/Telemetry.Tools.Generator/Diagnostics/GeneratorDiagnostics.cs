using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Shows diagnostics to the compiler: the schema's own, and those that only a compilation can have (TEL0101 and on).</summary>
internal static class GeneratorDiagnostics
{
    public const string DuplicateType = "TEL0102";
    public const string OldLanguage = "TEL0103";
    public const string MissingRuntime = "TEL0104";

    /// <summary>The compiler's warning where a program uses a deprecated event or field.</summary>
    public const string Deprecated = "TEL0105";

    private const string Category = "Telemetry.Schema";

    private static readonly ConcurrentDictionary<(string Id, DiagnosticSeverity Severity), DiagnosticDescriptor> Descriptors = new();

    public static string DuplicateStreamMessage(string stream, string other) =>
        $"The stream '{stream}' has a schema already, {other}: nothing is generated from this one. Give it another name, or take one file out of the project.";

    public static string DuplicateTypeMessage(string type, string other) =>
        $"The type '{type}' is generated from {other} already: nothing is generated from this file. Say another typeName or namespace.";

    public static Diagnostic Of(SchemaDiagnostic diagnostic)
    {
        var severity = diagnostic.Severity == SchemaSeverity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        var position = new FilePosition(diagnostic.Start, diagnostic.Length, diagnostic.Line, diagnostic.Column, diagnostic.EndLine, diagnostic.EndColumn);
        return Diagnostic.Create(Descriptor(diagnostic.Id, severity), LocationOf(diagnostic.File, position), diagnostic.Message);
    }

    public static Diagnostic Of(SchemaFile file, string id, string message) =>
        Diagnostic.Create(Descriptor(id, DiagnosticSeverity.Error), LocationOf(file.Path, file.Name), message);

    /// <summary>What the compilation lacks, said once instead of a hundred errors in generated code.</summary>
    public static Diagnostic Of(CompilationFacts facts) => facts.HasLanguage
        ? Diagnostic.Create(Descriptor(MissingRuntime, DiagnosticSeverity.Error), Location.None, "Nothing is generated from *.telemetry.json: the project does not reference the library Telemetry.Tools. Add the package Telemetry.Tools without excluding its compile assets.")
        : Diagnostic.Create(Descriptor(OldLanguage, DiagnosticSeverity.Error), Location.None, "Nothing is generated from *.telemetry.json: the generated code needs C# 11. Set LangVersion to 11 or higher, or remove it.");

    private static DiagnosticDescriptor Descriptor(string id, DiagnosticSeverity severity) => Descriptors.GetOrAdd(
        (id, severity),
        key => new DiagnosticDescriptor(key.Id, "Telemetry schema", "{0}", Category, key.Severity, isEnabledByDefault: true));

    private static Location LocationOf(string path, FilePosition position) => Location.Create(
        path,
        new TextSpan(position.Start, position.Length),
        new LinePositionSpan(new LinePosition(position.Line - 1, position.Column - 1), new LinePosition(position.EndLine - 1, position.EndColumn - 1)));
}
