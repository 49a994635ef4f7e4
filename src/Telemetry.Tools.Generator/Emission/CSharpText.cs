using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Generator;

/// <summary>Texts of others as C# literals and doc comments; nothing in them can end the one or the other.</summary>
internal static class CSharpText
{
    /// <summary>A string literal.</summary>
    public static string Literal(string text)
    {
        var result = new StringBuilder(text.Length + 2);
        AppendLiteral(result, text);
        return result.ToString();
    }

    /// <summary>Writes a string literal, in small pieces: a large schema's would not fit among what the runtime collects cheaply.</summary>
    public static void AppendLiteral(StringBuilder result, string text)
    {
        result.Append('"');
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = PlainEnd(text, at);
            result.Append(text, at, end - at);
            for (; end < text.Length && !IsPlainAscii(text[end]); end++) Escape(result, text[end]);
        }

        result.Append('"');
    }

    private static int PlainEnd(string text, int at)
    {
        while (at < text.Length && IsPlainAscii(text[at])) at++;
        return at;
    }

    private static bool IsPlainAscii(char c) => c is >= ' ' and < '\u007F' and not ('"' or '\\');

    private static void Escape(StringBuilder result, char c)
    {
        if (c is '"' or '\\') result.Append('\\').Append(c);
        else result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
    }

    /// <summary>A UTF-8 literal.</summary>
    public static string Utf8(string text) => Literal(text) + "u8";

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Text inside an XML doc comment, on one line.</summary>
    public static string Xml(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) result.Append(c).Append(text[++i]);
            else if (c == '&') result.Append("&amp;");
            else if (c == '<') result.Append("&lt;");
            else if (c == '>') result.Append("&gt;");
            else result.Append(IsPlain(c) ? c : ' ');
        }

        return result.ToString().Trim();
    }

    // Everything that XML forbids or C# takes for a line end becomes a space.
    private static bool IsPlain(char c) => c >= ' ' && c is not ('\u007F' or '\u0085' or '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF') && !char.IsSurrogate(c);
}
