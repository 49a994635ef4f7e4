using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary>What clients of any language need of a schema: its records, and how each event stands in a line.</summary>
internal sealed class ClientModel(SchemaDocument document)
{
    /// <summary>The schema.</summary>
    public SchemaDocument Document { get; } = document;

    /// <summary>Name of the field that says when an event happened.</summary>
    public string TimeField { get; } =
        document.Fields.Concat(document.Events.SelectMany(item => item.Fields)).FirstOrDefault(field => field.Role == FieldRole.Time)?.Name ?? "timestamp";

    /// <summary>Nested records, those that others hold first.</summary>
    public IReadOnlyList<FieldType> Objects()
    {
        var found = new List<FieldType>();
        foreach (var field in Document.Fields.Concat(Document.Events.SelectMany(item => item.Fields))) Collect(field.Type, found);
        return found;
    }

    /// <summary>The fields of an event's record: the common ones, then its own.</summary>
    public IEnumerable<FieldDefinition> FieldsOf(EventDefinition item) => Document.Fields.Concat(item.Fields).Where(field => field.Privacy != PrivacyClass.Drop);

    /// <summary>The line of an event: fields, the discriminator among them, and the payload.</summary>
    public IEnumerable<LinePart> LineOf(EventDefinition item)
    {
        var common = Document.Fields.Where(field => field.IsWritten).ToList();
        var kind = Document.Discriminator is { } name ? new LinePart(Constant: (name, item.Name)) : null;

        // As the C# generator has it: first where all common fields may be left out.
        var isFirst = common.TrueForAll(field => field.Optional);
        if (kind is not null && isFirst) yield return kind;
        foreach (var field in common) yield return new LinePart(field);
        if (kind is not null && !isFirst) yield return kind;
        var own = item.Fields.Where(field => field.IsWritten).ToList();
        if (Document.Payload is { } payload)
        {
            yield return new LinePart(Payload: (payload, own));
            yield break;
        }

        foreach (var field in own) yield return new LinePart(field);
    }

    /// <summary>Name under which a record takes a field: a hashed one by the name of its raw value.</summary>
    public static string RawNameOf(FieldDefinition field) =>
        field.Privacy == PrivacyClass.Hash && field.Name.EndsWith("_hash", StringComparison.Ordinal) && field.Name.Length > 5 ? field.Name[..^5] : field.Name;

    private static void Collect(FieldType type, List<FieldType> found)
    {
        if (type.Element is { } element) Collect(element, found);
        if (type.Kind != FieldKind.Object) return;
        foreach (var field in type.Fields) Collect(field.Type, found);
        if (!found.Exists(known => known.TypeName == type.TypeName)) found.Add(type);
    }
}

/// <summary>A part of a line: one of the three.</summary>
/// <param name="Field">A field.</param>
/// <param name="Constant">The discriminator and its value.</param>
/// <param name="Payload">The object that holds an event's own fields.</param>
internal sealed record LinePart(FieldDefinition? Field = null, (string Name, string Value)? Constant = null, (string Name, IReadOnlyList<FieldDefinition> Fields)? Payload = null);
