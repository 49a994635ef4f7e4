using System.Text;
using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>A field as a reader meets it: its name in bytes, what its values must be, and the column or the fields below it.</summary>
internal sealed class FieldNode
{
    public FieldNode(string path, FieldDefinition field, int column, FieldNode[] children)
    {
        (Path, Field, Column, Children) = (path, field, column, children);
        Name = Encoding.UTF8.GetBytes(field.Name);
        Kind = field.Privacy == PrivacyClass.Hash ? FieldKind.Sha256 : field.Type.Kind;
        IsRequired = field is { Nullable: false, Optional: false };
        AcceptsNull = field.Nullable || field is { Privacy: PrivacyClass.Hash, Hash: HashAlgorithmKind.Hmac };
        ChildNames = new FieldNames([.. children.Select(child => child.Field.Name)]);
        Required = [.. RequiredBits(children)];
        Members = new EnumNames([.. field.Type.Values.Select(member => member.Value)]);
        Unit = DurationUnits.Of(field.Unit);
        FirstPrefix = [.. JsonEncodedText.Encode(field.Name).EncodedUtf8Bytes.ToArray().Prepend((byte)'"'), (byte)'"', (byte)':'];
        LaterPrefix = [(byte)',', .. FirstPrefix];
        Element = field.Type.Element is { } element ? ElementReader.For(element) : null;
    }

    public string Path { get; }

    public FieldDefinition Field { get; }

    /// <summary>What stands before the value of an object's first field.</summary>
    public byte[] FirstPrefix { get; }

    /// <summary>What stands before the value of a later field.</summary>
    public byte[] LaterPrefix { get; }

    public byte[] Name { get; }

    /// <summary>Index of the column; -1 for an object, whose fields are columns.</summary>
    public int Column { get; }

    public FieldNode[] Children { get; }

    /// <summary>Names of <see cref="Children"/>, by their place.</summary>
    public FieldNames ChildNames { get; }

    /// <summary>Which <see cref="Children"/> must be there: a bit each, 64 a word.</summary>
    public ulong[] Required { get; }

    /// <summary>The type of what is written.</summary>
    public FieldKind Kind { get; }

    /// <summary>Members of an enum.</summary>
    public EnumNames Members { get; }

    public bool IsClosedEnum => Field.Type is { Kind: FieldKind.Enum, IsClosed: true };

    public DurationUnit Unit { get; }

    /// <summary>Reads an item of a list or map.</summary>
    public ValueReader<object?>? Element { get; }

    /// <summary>Whether a line without it is no event.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether <c>null</c> may stand there: a keyed digest is null where there was no key.</summary>
    public bool AcceptsNull { get; }

    /// <summary>The words for <see cref="Required"/>.</summary>
    public static IEnumerable<ulong> RequiredBits(FieldNode[] fields)
    {
        for (var first = 0; first < fields.Length; first += 64)
        {
            ulong bits = 0;
            for (var i = first; i < Math.Min(fields.Length, first + 64); i++)
            {
                if (fields[i].IsRequired) bits |= 1UL << (i - first);
            }

            yield return bits;
        }
    }
}
