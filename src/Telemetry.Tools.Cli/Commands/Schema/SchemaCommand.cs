using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>schema</c>: the commands about schema files.</summary>
internal sealed class SchemaCommand : ToolCommand
{
    public const string Summary = "Checks, compares and documents schema files; makes clients of them.";

    public SchemaCommand()
        : base("schema", Summary)
    {
        Add(new SchemaCheckCommand());
        Add(new SchemaDiffCommand());
        Add(new SchemaDocsCommand());
        Add(new SchemaSqlCommand());
        Add(new SchemaJsonSchemaCommand());
        Add(new SchemaGenerateCommand());
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry schema check orders.telemetry.json",
        "dotnet telemetry schema diff old.telemetry.json orders.telemetry.json",
        "dotnet telemetry schema docs build",
    ];

    public override IReadOnlyList<string> Notes => ["A FILE may also be the name of a stream: one of the store's, or one that ships with the tool."];

    public override int Execute(ParseResult parsed, ToolHost host) =>
        throw ToolException.Usage($"name one of: {string.Join(' ', Subcommands.Select(command => command.Name))}.", $"See: {Tool.Name} schema --help");
}
