using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Generator;

/// <summary>Texts of others as C# literals and doc comments; nothing in them can end the one or the other.</summary>
internal static class CSharpText
{
    /// <summary>A string literal.</summary>
    public static string Literal(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\') result.Append('\\').Append(c);
            else if (c is >= ' ' and < '\u007F') result.Append(c);
            else result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return result.Append('"').ToString();
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
