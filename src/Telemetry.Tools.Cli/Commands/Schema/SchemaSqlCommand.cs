using System.CommandLine;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary><c>schema sql</c>: a table for the stream.</summary>
internal sealed class SchemaSqlCommand : SchemaTextCommand
{
    private readonly Option<string?> _dialect = new("--dialect") { HelpName = "postgresql|sqlite", Description = "The database (default postgresql)." };

    public SchemaSqlCommand()
        : base("sql", "CREATE TABLE for a stream's events.") => Add(_dialect);

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry schema sql orders.telemetry.json",
        "dotnet telemetry schema sql build --dialect sqlite -o build.sql",
    ];

    protected override string TextOf(SchemaDocument document, ParseResult parsed) => SqlDdl.Create(document, parsed.GetValue(_dialect) switch
    {
        null or "postgresql" or "postgres" => SqlDialect.PostgreSql,
        "sqlite" => SqlDialect.Sqlite,
        var other => throw ToolException.Usage($"there is no dialect '{other}'.{DidYouMean.Sentence(other, ["postgresql", "sqlite"])}", "Dialects: postgresql sqlite"),
    });
}
