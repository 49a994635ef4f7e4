using System.Text;

namespace Telemetry.Tools;

/// <summary>The texts of an enum's members, in order, in the two forms that reading and writing need. Used by generated code.</summary>
public sealed class EnumNames
{
    private readonly string[] _texts;
    private readonly byte[][] _utf8;
    private readonly byte[][] _escaped;

    /// <summary>Takes the texts by member number.</summary>
    public EnumNames(params string[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        _texts = texts;
        _utf8 = Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
        _escaped = Array.ConvertAll(texts, Escape);
        LongestUtf8 = _escaped.Length == 0 ? 0 : _escaped.Max(text => text.Length);
    }

    /// <summary>The text of a member; empty where there is no such member.</summary>
    public string this[int member] => (uint)member < (uint)_texts.Length ? _texts[member] : "";

    /// <summary>The member of a text, or -1.</summary>
    public int IndexOf(string? text) => Array.IndexOf(_texts, text);

    /// <summary>Bytes of the longest text, as it is written.</summary>
    internal int LongestUtf8 { get; }

    /// <summary>A text as it stands in a line, escaped.</summary>
    internal ReadOnlySpan<byte> Utf8(int member) => (uint)member < (uint)_escaped.Length ? _escaped[member] : default;

    internal int IndexOf(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < _utf8.Length; i++)
        {
            if (utf8.SequenceEqual(_utf8[i])) return i;
        }

        return -1;
    }

    private static byte[] Escape(string text)
    {
        var writer = new LineWriter([]);
        writer.String(default, text);
        return writer.Written[1..^1].ToArray();
    }
}
