using System.Text;

namespace Telemetry.Tools.Charts;

/// <summary>Names come from outside: they may hold escape sequences, control characters and ten thousand letters.</summary>
public static class ChartText
{
    private const int Longest = 300;

    /// <summary>
    /// The text in one line of visible characters: terminal escape sequences are taken out, line breaks and tabs become spaces, other control characters, lone surrogates and
    /// characters that turn the writing direction are removed; what exceeds 300 characters is cut with <c>…</c>.
    /// </summary>
    /// <param name="text">Text from anywhere; <see langword="null"/> gives an empty text.</param>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var clean = new StringBuilder(Math.Min(text.Length, Longest + 1));
        for (int i = 0; i < text.Length && clean.Length <= Longest; i++)
        {
            if (text[i] is '\u001b' or '\u009b')
                i = EndOfEscape(text, i);
            else if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(text[i]).Append(text[++i]);
            else if (text[i] is '\n' or '\r' or '\t' or '\u0085' or '\u2028' or '\u2029')
                AppendSpace(clean);
            else if (IsVisible(text[i]))
                clean.Append(text[i]);
        }
        return (clean.Length > Longest ? Cut(clean.ToString(), Longest) : clean.ToString()).Trim();
    }

    /// <summary>An axis whose title and unit, which come from schema files, can be shown.</summary>
    internal static PlotAxis Clean(PlotAxis axis) =>
        axis with { Title = Clean(axis.Title) is { Length: > 0 } title ? title : null, Unit = axis.Unit is null ? null : Clean(axis.Unit) };

    private static string Cut(string text, int length) => text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)] + "…";

    private static void AppendSpace(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] != ' ')
            text.Append(' ');
    }

    private static bool IsVisible(char c) => !char.IsControl(c) && !char.IsSurrogate(c) && c is not (>= '\u200b' and <= '\u200f' or >= '\u202a' and <= '\u202e' or >= '\u2060' and <= '\u206f' or '\ufeff' or >= '\ufff0' and <= '\ufffc' or '\ufffe' or '\uffff');

    // ECMA-48: CSI ends at a byte of 0x40–0x7E; OSC, DCS and the like end at BEL or ST; other sequences have one more character.
    private static int EndOfEscape(string text, int at)
    {
        char kind = text[at] == '\u009b' ? '[' : at + 1 < text.Length ? text[++at] : '\0';
        if (kind == '[')
        {
            while (++at < text.Length && text[at] is not (>= '@' and <= '~'))
            {
            }
            return at;
        }
        if (kind is not (']' or 'P' or '^' or '_' or 'X'))
            return at;
        while (++at < text.Length && text[at] is not ('\a' or '\u009c'))
        {
            if (text[at] == '\u001b')
                return Math.Min(at + 1, text.Length);
        }
        return at;
    }
}
