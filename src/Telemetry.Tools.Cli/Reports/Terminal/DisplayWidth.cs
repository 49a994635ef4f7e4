using System.Globalization;

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
        var mark = Mark(unicode);
        return string.Concat(Fitting(Letters(text), width - mark.Length)) + mark;
    }

    /// <summary>A name cut in its middle: names that are alike often differ in their ends.</summary>
    public static string CutName(string name, int width, bool unicode)
    {
        if (Of(name) <= width) return name;
        var mark = Mark(unicode);
        var end = string.Concat(Fitting(Letters(name).Reverse(), (width - mark.Length) / 2).Reverse());
        return string.Concat(Fitting(Letters(name), width - mark.Length - Of(end))) + mark + end;
    }

    private static string Mark(bool unicode) => unicode ? "…" : "..";

    // As people see them: none is taken apart.
    private static IEnumerable<string> Letters(string text)
    {
        for (var letters = StringInfo.GetTextElementEnumerator(text); letters.MoveNext();) yield return letters.GetTextElement();
    }

    private static IEnumerable<string> Fitting(IEnumerable<string> letters, int width) => letters.TakeWhile(letter => (width -= Of(letter)) >= 0);

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
