namespace Telemetry.Tools.Generator.Tests;

/// <summary>Schemas of many events: common fields with types of their own, and events with types of their own.</summary>
internal static class ManyEvents
{
    public static SchemaText File(int count, Func<string, string>? edit = null) => new("/repo/many.telemetry.json", (edit ?? (text => text))(Text(count)));

    /// <summary>Renames a field of one event.</summary>
    public static Func<string, string> Rename(int number) => text => text.Replace($"\"own_{number}\"", $"\"other_{number}\"", StringComparison.Ordinal);

    private static string Text(int count) => $$"""
        {
          "schema": "many",
          "version": "1-0-0",
          "namespace": "Contoso.Many",
          "discriminator": "kind",
          "fields": {
            "at": { "type": "timestamp", "role": "time" },
            "level": { "type": "enum", "values": ["low", "high"], "closed": true },
            "channel": { "type": "enum", "values": ["web", "shell"], "nullable": true },
            "host": { "type": "object", "fields": { "name": "string", "system": { "type": "enum", "values": ["linux", "mac"] } } },
            "user": { "type": "string", "privacy": "hash", "hash": "sha256" }
          },
          "events": {
            {{string.Join(",\n", Enumerable.Range(0, count).Select(Event))}}
          }
        }
        """;

    private static string Event(int number) => $$"""
        "event_{{number}}": { "description": "Number {{number}}.", "fields": {
          "own_{{number}}": "int32",
          "state": { "type": "enum", "values": ["ok", "failed"] },
          "steps": { "type": "list", "items": { "type": "object", "fields": { "title": "string", "result": { "type": "enum", "values": ["yes", "no"], "closed": true } } } }
        } }
        """;
}
