using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>The C# types that a schema asks for.</summary>
internal static class SchemaTypes
{
    /// <summary>The base of all events where a stream may have several; else <see langword="null"/>.</summary>
    public static string? BaseOf(SchemaDocument document) => document.Discriminator is null ? null : CSharpNames.Pascal(document.Stream) + "Event";

    /// <summary>The type that stands for the stream: the base, or the only event.</summary>
    public static string RootOf(SchemaDocument document) => BaseOf(document) ?? document.Events[0].TypeName;

    /// <summary>Names of all types, without the namespace.</summary>
    public static IEnumerable<string> NamesOf(SchemaDocument document)
    {
        if (BaseOf(document) is { } name) yield return name;
        foreach (var item in document.Events) yield return item.TypeName;
        foreach (var type in NestedOf(document)) yield return type.TypeName!;
    }

    /// <summary>Nested records and enums, each once, in file order.</summary>
    /// <param name="document">The schema.</param>
    /// <param name="parts">Whose: those of the common fields belong to the base, the others to their events.</param>
    public static IReadOnlyList<FieldType> NestedOf(SchemaDocument document, SourceParts parts = SourceParts.All)
    {
        var types = new List<FieldType>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (parts.HasFlag(SourceParts.Base)) Collect(document.Fields, types, names);
        if (!parts.HasFlag(SourceParts.Events)) return types;
        foreach (var item in document.Events) Collect(item.Fields, types, names);
        return types;
    }

    private static void Collect(EquatableArray<FieldDefinition> fields, List<FieldType> types, HashSet<string> names)
    {
        foreach (var field in fields)
        {
            if (field.Privacy == PrivacyClass.Drop) continue;
            for (var type = field.Type; type is not null; type = type.Element)
            {
                if (type.TypeName is not { } name || !names.Add(name)) continue;
                types.Add(type);
                Collect(type.Fields, types, names);
            }
        }
    }
}
