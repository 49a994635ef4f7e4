using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary><c>schema check</c>: everything wrong in schema files, by position.</summary>
internal sealed class SchemaCheckCommand : ToolCommand
{
    private readonly Argument<string[]> _files = new("FILE") { HelpName = "FILE|DIR…", Description = "Schema files, folders of them, or names of streams.", Arity = ArgumentArity.OneOrMore };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public SchemaCheckCommand()
        : base("check", "Everything wrong in schema files, with position and fix.")
    {
        Add(_files);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry schema check orders.telemetry.json",
        "dotnet telemetry schema check src --format json",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var sources = SchemaSource.All(parsed.GetValue(_files)!, _store.Of(parsed, host), host);
        var found = SchemaCheck.Of(sources);
        if (asJson) JsonAnswer.Write(host, json => WriteJson(json, sources.Count, found));
        else WriteText(host, sources.Count, found);
        return found.Any(IsError) ? ExitCode.Failed : ExitCode.Ok;
    }

    private static bool IsError(SchemaDiagnostic diagnostic) => diagnostic.Severity == SchemaSeverity.Error;

    private static void WriteText(ToolHost host, int files, IReadOnlyList<SchemaDiagnostic> found)
    {
        foreach (var diagnostic in found)
        {
            host.Out.WriteLine(SafeText.Of(diagnostic.ToString()));
            if (SchemaCheck.HelpFor(diagnostic.Id) is { } help) host.Out.WriteLine($"  {help}");
        }

        host.Flush();
        var (errors, warnings) = (found.Count(IsError), found.Count(d => !IsError(d)));
        host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} schema{(files == 1 ? "" : "s")}, {errors} error{(errors == 1 ? "" : "s")}, {warnings} warning{(warnings == 1 ? "" : "s")}"));
    }

    private static void WriteJson(Utf8JsonWriter json, int files, IReadOnlyList<SchemaDiagnostic> found)
    {
        json.WriteStartObject();
        json.WriteNumber("files", files);
        json.WriteNumber("errors", found.Count(IsError));
        json.WriteNumber("warnings", found.Count(d => !IsError(d)));
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in found) WriteDiagnostic(json, diagnostic);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDiagnostic(Utf8JsonWriter json, SchemaDiagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("id", diagnostic.Id);
        json.WriteString("severity", IsError(diagnostic) ? "error" : "warning");
        json.WriteString("message", diagnostic.Message);
        json.WriteString("file", diagnostic.File);
        json.WriteNumber("line", diagnostic.Line);
        json.WriteNumber("column", diagnostic.Column);
        json.WriteNumber("end_line", diagnostic.EndLine);
        json.WriteNumber("end_column", diagnostic.EndColumn);
        json.WriteEndObject();
    }
}
