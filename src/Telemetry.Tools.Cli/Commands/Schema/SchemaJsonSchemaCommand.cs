using System.CommandLine;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary><c>schema json-schema</c>: what a line of the stream must look like.</summary>
internal sealed class SchemaJsonSchemaCommand() : SchemaTextCommand("json-schema", "A JSON Schema of the stream's lines, for other languages and validators.")
{
    public override IReadOnlyList<string> Examples => ["dotnet telemetry schema json-schema orders.telemetry.json -o orders.schema.json"];

    protected override string TextOf(SchemaDocument document, ParseResult parsed) => EventJsonSchema.Create(document);
}
