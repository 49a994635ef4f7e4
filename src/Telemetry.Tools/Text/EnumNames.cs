using System.Buffers.Binary;
using System.Text;

namespace Telemetry.Tools;

/// <summary>The texts of an enum's members, in order, in the two forms that reading and writing need. Used by generated code.</summary>
public sealed class EnumNames
{
    private const int MaxWords = 16;

    private readonly string[] _texts;
    private readonly byte[][] _utf8;
    private readonly ulong[] _words;
    private readonly byte[][] _escaped;

    /// <summary>Takes the texts by member number.</summary>
    public EnumNames(params string[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        _texts = texts;
        _utf8 = Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
        _words = texts.Length <= MaxWords && Array.TrueForAll(_utf8, IsWord) ? Array.ConvertAll(_utf8, text => Word(text)) : [];
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

    /// <summary>The member of a text without NUL that stands in a line. A few short texts are compared as words, all of them: which one it is cannot be predicted.</summary>
    internal int IndexOf(ReadOnlySpan<byte> line, int at, int length)
    {
        var here = line[at..];
        if (_words.Length == 0 || (uint)(length - 1) >= sizeof(ulong) || here.Length < sizeof(ulong)) return IndexOf(here[..length]);
        var word = BinaryPrimitives.ReadUInt64LittleEndian(here) & (ulong.MaxValue >> (64 - (length * 8)));
        var found = -1;
        for (var i = _words.Length - 1; i >= 0; i--) found = _words[i] == word ? i : found;
        return found;
    }

    private static bool IsWord(byte[] text) => text.Length is > 0 and <= sizeof(ulong) && !text.Contains((byte)0);

    private static ulong Word(ReadOnlySpan<byte> text)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        text.CopyTo(word);
        return BinaryPrimitives.ReadUInt64LittleEndian(word);
    }

    private static byte[] Escape(string text)
    {
        var writer = new LineWriter([]);
        writer.String(default, text);
        return writer.Written[1..^1].ToArray();
    }
}
