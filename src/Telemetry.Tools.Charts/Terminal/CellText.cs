using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Telemetry.Tools.Charts;

/// <summary>Text by the cells that it takes in a terminal.</summary>
internal static class CellText
{
    public static int Width(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~')
                return new Segment(text).CellCount();
        }
        return text.Length;
    }

    /// <summary>The text in characters that every terminal has.</summary>
    public static string Ascii(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (Rune rune in text.Replace(" · ", ", ", StringComparison.Ordinal).EnumerateRunes())
        {
            plain.Append(rune.Value switch
            {
                >= ' ' and <= '~' => ((char)rune.Value).ToString(),
                '…' => "~",
                '–' or '—' or '−' => "-",
                '·' => ",",
                '•' => "-",
                '→' => "->",
                'µ' or 'μ' => "u",
                '×' => "x",
                '\u00a0' => " ",
                '‘' or '’' => "'",
                '“' or '”' => "\"",
                _ => "?",
            });
        }
        return plain.ToString();
    }

    /// <summary>As much of the beginning as fits.</summary>
    public static string End(string text, int cells) => Cut(text, cells, (parts, kept) => string.Concat(parts[..kept]).TrimEnd() + "…");

    /// <summary>As much of both ends as fits.</summary>
    public static string Middle(string text, int cells) =>
        Cut(text, cells, (parts, kept) => string.Concat(parts[..((kept + 1) / 2)]).TrimEnd(' ', '.') + "…" + string.Concat(parts[^(kept / 2)..]).TrimStart(' ', '.'));

    private static string Cut(string text, int cells, Func<string[], int, string> keep)
    {
        if (Width(text) <= cells)
            return text;
        var parts = new List<string>();
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
            parts.Add(elements.GetTextElement());
        string[] all = [.. parts];
        for (int kept = Math.Min(all.Length - 1, cells); kept > 0; kept--)
        {
            if (keep(all, kept) is var shorter && Width(shorter) <= cells)
                return shorter;
        }
        return cells > 0 ? "…" : "";
    }
}
