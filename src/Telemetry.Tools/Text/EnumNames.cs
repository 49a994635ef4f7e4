using System.Text;

namespace Telemetry.Tools;

/// <summary>The texts of an enum's members, in order, in the two forms that reading and writing need. Used by generated code.</summary>
public sealed class EnumNames
{
    private readonly string[] _texts;
    private readonly byte[][] _utf8;

    /// <summary>Takes the texts by member number.</summary>
    public EnumNames(params string[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        _texts = texts;
        _utf8 = Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
    }

    /// <summary>The text of a member; empty where there is no such member.</summary>
    public string this[int member] => (uint)member < (uint)_texts.Length ? _texts[member] : "";

    /// <summary>The member of a text, or -1.</summary>
    public int IndexOf(string? text) => Array.IndexOf(_texts, text);

    internal ReadOnlySpan<byte> Utf8(int member) => (uint)member < (uint)_utf8.Length ? _utf8[member] : default;

    internal int IndexOf(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < _utf8.Length; i++)
        {
            if (utf8.SequenceEqual(_utf8[i])) return i;
        }

        return -1;
    }
}
