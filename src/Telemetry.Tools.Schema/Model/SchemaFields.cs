namespace Telemetry.Tools.Schema;

/// <summary>Walks the fields of a document.</summary>
public static class SchemaFields
{
    /// <summary>All fields in writing order: common ones first, then each event's; objects before their inner fields.</summary>
    public static IEnumerable<FieldPath> Of(SchemaDocument document)
    {
        foreach (var path in Walk(document.Fields, null, "", [])) yield return path;
        foreach (var item in document.Events)
        {
            foreach (var path in OfEvent(document, item)) yield return path;
        }
    }

    /// <summary>An event's own fields, without the common ones.</summary>
    public static IEnumerable<FieldPath> OfEvent(SchemaDocument document, EventDefinition item) =>
        Walk(item.Fields, item, "", document.Payload is null ? [] : [document.Payload]);

    /// <summary>The fields with a path, in each event that has it; empty where there is none.</summary>
    /// <param name="document">The schema.</param>
    /// <param name="path">The path, for example <c>metrics.duration_ms</c>.</param>
    /// <param name="eventName">The event to look in (common fields are looked at too), or <see langword="null"/> for all.</param>
    public static IEnumerable<FieldPath> Find(SchemaDocument document, string path, string? eventName = null) =>
        Of(document).Where(field => field.Path == path && (field.Event is null || eventName is null || field.Event.Name == eventName));

    private static IEnumerable<FieldPath> Walk(EquatableArray<FieldDefinition> fields, EventDefinition? item, string prefix, string[] jsonPrefix)
    {
        foreach (var field in fields)
        {
            string[] jsonPath = [.. jsonPrefix, field.Name];
            yield return new FieldPath(prefix + field.Name, item, field, new EquatableArray<string>(jsonPath));
            if (field.Type.Kind != FieldKind.Object) continue;
            foreach (var inner in Walk(field.Type.Fields, item, prefix + field.Name + ".", jsonPath)) yield return inner;
        }
    }
}
