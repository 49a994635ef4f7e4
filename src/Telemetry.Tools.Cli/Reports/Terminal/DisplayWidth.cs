using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Cli;

/// <summary>How many columns of a terminal a text takes: wide letters two, combining marks none.</summary>
internal static class DisplayWidth
{
    /// <summary>Columns of a text.</summary>
    public static int Of(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~') return IsNarrow(text) ? text.Length : new Spectre.Console.Rendering.Segment(text).CellCount();
        }

        return text.Length;
    }

    /// <summary>A text cut to a number of columns, with a mark where something was cut off.</summary>
    public static string Cut(string text, int width, bool unicode)
    {
        if (Of(text) <= width) return text;
        var mark = unicode ? "…" : "..";
        var (kept, used) = (new StringBuilder(), mark.Length);
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
        {
            used += Of(letters.GetTextElement());
            if (used > width) break;
            kept.Append(letters.GetTextElement());
        }

        return kept.Append(mark).ToString();
    }

    // The signs that reports are made of; no need to load tables of widths for them.
    private static bool IsNarrow(string text)
    {
        foreach (var c in text)
        {
            if (c is not (>= ' ' and <= '~' or '·' or '–' or '−' or '…' or 'µ' or >= '\u2580' and <= '\u259f')) return false;
        }

        return true;
    }
}
