using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Names that a generated source uses.</summary>
internal sealed class NameScope
{
    private readonly HashSet<string> _common;

    private NameScope(SourceModel source)
    {
        var document = source.Document;
        (Namespace, Shared) = (document.Namespace, SchemaTypes.RootOf(document) + "Tables");
        Tables = source.Parts == SourceParts.Events ? document.Events[0].TypeName + "Tables" : Shared;
        IsShared = source.Parts is SourceParts.Stream or SourceParts.Base;
        _common = new(SchemaTypes.NestedOf(document, SourceParts.Base).Select(type => type.TypeName!), StringComparer.Ordinal);
    }

    /// <summary>Namespace of the types.</summary>
    public string Namespace { get; }

    /// <summary>The class with the constants of what the source holds.</summary>
    public string Tables { get; }

    /// <summary>The class with the constants of the stream and of the common fields; the same where one source holds everything.</summary>
    public string Shared { get; }

    /// <summary>Whether other sources use the class that this one holds.</summary>
    public bool IsShared { get; }

    public static NameScope Of(SourceModel source) => new(source);

    public string TypeOf(string name) => $"global::{Namespace}.{name}";

    /// <summary>The class with the constants of an enum.</summary>
    public string TablesOf(FieldType type) => _common.Contains(type.TypeName!) ? Shared : Tables;
}
