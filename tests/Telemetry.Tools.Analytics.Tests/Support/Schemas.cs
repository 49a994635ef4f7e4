using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>Schemas that the tests speak of.</summary>
internal static class Schemas
{
    public const string Runs = """
        {
          "schema": "runs", "version": "1-0-0", "namespace": "Tests",
          "storage": { "format": "jsonl" },
          "events": { "run": { "fields": {
            "timestamp": { "type": "timestamp", "role": "time" },
            "target": { "type": "string", "role": "dimension" },
            "domain": { "type": "string", "nullable": true, "role": "dimension" },
            "duration_seconds": { "type": "double", "unit": "s", "role": "duration" },
            "exit_code": { "type": "int32", "role": "outcome" },
            "succeeded": { "type": "bool", "nullable": true, "role": "success" },
            "cost": { "type": "decimal", "unit": "usd", "nullable": true, "role": "cost" },
            "tokens": { "type": "int64", "unit": "tokens", "nullable": true, "role": "tokens_input" },
            "kind": { "type": "enum", "values": ["fast", "slow"], "closed": true, "role": "dimension" },
            "id": { "type": "uuid", "nullable": true, "role": "id" }
          } } },
          "reports": [
            { "id": "by-target", "title": "Runs", "chart": "bar", "measure": "count", "by": "target" },
            { "id": "outcome", "title": "Outcome", "chart": "stacked-bar", "measure": "outcome", "by": "target" },
            { "id": "average", "title": "Average", "chart": "bar", "measure": "avg:duration_seconds", "by": "target" },
            { "id": "by-day", "title": "A day", "chart": "line", "measure": "count", "bucket": "day" },
            { "id": "rate-by-day", "title": "Rate", "chart": "line", "measure": "success_rate", "by": "kind", "bucket": "week" },
            { "id": "cost", "title": "Cost", "chart": "bar", "measure": "sum:cost", "by": "domain" },
            { "id": "spread", "title": "Spread", "chart": "histogram", "measure": "count", "by": "duration_seconds" }
          ]
        }
        """;

    /// <summary>A schema that the product ships.</summary>
    public static SchemaDocument Product(string stream) => Parse(ProductSchemas.Find(stream)!.SchemaJson);

    /// <summary>The schema, which must be without errors.</summary>
    public static SchemaDocument Parse(string text)
    {
        var result = SchemaParser.Parse(text, "test.telemetry.json");
        result.Diagnostics.Where(found => found.Severity == SchemaSeverity.Error).Select(found => found.ToString()).ShouldBeEmpty();
        return result.Document!;
    }
}
