using System.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>A field as a reader meets it: its name in bytes, and the column or the fields below it.</summary>
internal sealed class FieldNode(string path, FieldDefinition field, int column, FieldNode[] children)
{
    public string Path { get; } = path;

    public FieldDefinition Field { get; } = field;

    public byte[] Name { get; } = Encoding.UTF8.GetBytes(field.Name);

    /// <summary>Index of the column; -1 for an object, whose fields are columns.</summary>
    public int Column { get; } = column;

    public FieldNode[] Children { get; } = children;

    /// <summary>The type of what is written.</summary>
    public FieldKind Kind { get; } = field.Privacy == PrivacyClass.Hash ? FieldKind.Sha256 : field.Type.Kind;

    /// <summary>Names of an enum's members, in bytes; empty for an open enum, which takes any text.</summary>
    public byte[][] ClosedValues { get; } = field.Type is { Kind: FieldKind.Enum, IsClosed: true }
        ? [.. field.Type.Values.Select(member => Encoding.UTF8.GetBytes(member.Value))]
        : [];

    /// <summary>Whether a line without it is no event.</summary>
    public bool IsRequired { get; } = !field.Nullable && !field.Optional;
}
