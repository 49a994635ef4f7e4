namespace Telemetry.Tools.Analytics;

/// <summary>
/// JSON may escape half of a surrogate pair (<c>"\ud83d"</c>, an emoji cut in two), which is no text: System.Text.Json throws where such a value or name is read.
/// The store's own readers take it for U+FFFD; this makes it so for the others.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>The same JSON with U+FFFD for each half; the given bytes where there is none.</summary>
    public static ReadOnlySpan<byte> Mended(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0) return json;
        var mended = json.ToArray();
        for (var at = 0; at < mended.Length;) at += Mend(mended.AsSpan(at));
        return mended;
    }

    /// <summary>Looks at the next character or escape; says how long it is.</summary>
    private static int Mend(Span<byte> rest)
    {
        if (rest[0] != '\\') return 1;
        var code = CodeOf(rest);
        if (code is < 0xD800 or > 0xDFFF) return 2;
        if (code < 0xDC00 && rest.Length > EscapeLength && CodeOf(rest[EscapeLength..]) is >= 0xDC00 and <= 0xDFFF) return 2 * EscapeLength;
        "fffd"u8.CopyTo(rest[2..]);
        return EscapeLength;
    }

    // -1 where no escaped code begins here.
    private static int CodeOf(ReadOnlySpan<byte> rest) =>
        rest.Length >= EscapeLength && rest[0] == '\\' && rest[1] == 'u' && ushort.TryParse(rest[2..EscapeLength], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code) ? code : -1;
}
