using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>Short bounds of long texts, which stay valid UTF-8. The order of UTF-8 bytes is that of code points.</summary>
internal static class TextBound
{
    /// <summary>Bytes up to which a bound is the text itself.</summary>
    public const int Longest = 64;

    /// <summary>The text or its beginning.</summary>
    public static ValueBound Below(ReadOnlySpan<byte> text) => new(Beginning(text).ToArray(), text.Length <= Longest);

    /// <summary>The text, or its beginning with its last letter raised; <see langword="null"/> where none of the letters can be.</summary>
    public static ValueBound? Above(ReadOnlySpan<byte> text)
    {
        if (text.Length <= Longest) return new(text.ToArray(), true);
        for (var rest = Beginning(text); Rune.DecodeLastFromUtf8(rest, out var last, out var length) == System.Buffers.OperationStatus.Done; rest = rest[..^length])
        {
            if (last.Value == 0x10FFFF) continue;
            var raised = new byte[4];
            var written = Next(last).EncodeToUtf8(raised);
            return new([.. rest[..^length], .. raised[..written]], false);
        }

        return null;
    }

    private static ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> text)
    {
        if (text.Length <= Longest) return text;
        var end = Longest;
        while ((text[end] & 0xC0) == 0x80) end--;
        return text[..end];
    }

    // Surrogates are no letters.
    private static Rune Next(Rune letter) => new(letter.Value == 0xD7FF ? 0xE000 : letter.Value + 1);
}
