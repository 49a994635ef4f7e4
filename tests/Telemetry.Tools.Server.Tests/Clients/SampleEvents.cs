using System.Text.Json.Nodes;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Events of any schema, made from what it says of its fields.</summary>
internal static class SampleEvents
{
    /// <summary>One event of each kind with all of its fields, and one with those that it must have.</summary>
    public static IEnumerable<JsonObject> Of(SchemaDocument schema, string time)
    {
        foreach (var item in schema.Events)
        {
            yield return Event(schema, item, time, isFull: true);
            yield return Event(schema, item, time, isFull: false);
        }
    }

    private static JsonObject Event(SchemaDocument schema, EventDefinition item, string time, bool isFull)
    {
        var json = new JsonObject();
        Fill(json, schema.Fields, time, isFull);
        var own = schema.Payload is { } payload ? (JsonObject)(json[payload] = new JsonObject())! : json;
        Fill(own, item.Fields.Where(field => field.Name != schema.Payload), time, isFull);
        if (schema.Discriminator is { } discriminator) json[discriminator] = item.Name;
        return json;
    }

    private static void Fill(JsonObject json, IEnumerable<FieldDefinition> fields, string time, bool isFull)
    {
        foreach (var field in fields.Where(field => field.IsWritten && (isFull || !field.Nullable)))
        {
            if (json[field.Name] is null) json[field.Name] = field.Privacy == PrivacyClass.Hash ? new string('a', 64) : Value(field.Type, time, isFull);
        }
    }

    private static JsonNode? Value(FieldType type, string time, bool isFull) => type.Kind switch
    {
        FieldKind.String => "größe \"x\" 🙂",
        FieldKind.Int32 or FieldKind.Int64 or FieldKind.Duration => 7,
        FieldKind.Double => 1.25,
        FieldKind.Decimal => 0.000000001m,
        FieldKind.Bool => true,
        FieldKind.Timestamp => time,
        FieldKind.Date => "2026-11-20",
        FieldKind.Uuid => "0199b3a0-1c5e-7000-8000-000000000001",
        FieldKind.Sha256 => new string('b', 64),
        FieldKind.Enum => type.Values[0].Value,
        FieldKind.Object => Inner(type, time, isFull),
        FieldKind.List => new JsonArray(Value(type.Element!, time, isFull)),
        FieldKind.Map => new JsonObject { ["key"] = Value(type.Element!, time, isFull) },
        _ => new JsonObject { ["any"] = new JsonArray(1, null, "x") },
    };

    private static JsonObject Inner(FieldType type, string time, bool isFull)
    {
        var json = new JsonObject();
        Fill(json, type.Fields, time, isFull);
        return json;
    }
}
