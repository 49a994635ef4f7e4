using System.Text;

namespace Telemetry.Tools;

/// <summary>Names of an event's fields, by number. Used by generated code.</summary>
public sealed class FieldNames
{
    private readonly string[] _names;
    private readonly byte[][] _utf8;

    /// <summary>Takes the names in writing order.</summary>
    public FieldNames(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _names = names;
        _utf8 = Array.ConvertAll(names, Encoding.UTF8.GetBytes);
    }

    /// <summary>How many.</summary>
    public int Count => _names.Length;

    /// <summary>A name by its number.</summary>
    public string this[int field] => _names[field];

    /// <summary>The number of a name, or -1. Files keep an order, so the one expected is looked at first.</summary>
    internal int IndexOf(ReadOnlySpan<byte> name, int expected)
    {
        if ((uint)expected < (uint)_utf8.Length && name.SequenceEqual(_utf8[expected])) return expected;
        for (var i = 0; i < _utf8.Length; i++)
        {
            if (name.SequenceEqual(_utf8[i])) return i;
        }

        return -1;
    }
}
