using System.CommandLine;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary><c>schema docs</c>: a page on a schema.</summary>
internal sealed class SchemaDocsCommand() : SchemaTextCommand("docs", "A page in Markdown on a schema: events, fields, privacy, reports.")
{
    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry schema docs build",
        "dotnet telemetry schema docs orders.telemetry.json -o docs/orders.md",
    ];

    protected override string TextOf(SchemaDocument document, ParseResult parsed) => SchemaDocs.Markdown(document);
}
