using System.Globalization;

namespace Telemetry.Tools.Charts;

/// <summary>Makes text fit: cut with … or broken into lines, never inside a character.</summary>
internal sealed class TextFit(ITextMetrics metrics)
{
    public double Width(string text, double size, bool bold = false) => metrics.Width(text, size, bold);

    /// <summary>The beginning of the text, as much as fits.</summary>
    public string End(string text, double room, double size, bool bold = false) =>
        Cut(text, room, size, bold, (parts, kept) => string.Concat(parts[..kept]).TrimEnd() + "…");

    /// <summary>Both ends of the text: names that share a long beginning stay different.</summary>
    public string Middle(string text, double room, double size, bool bold = false) =>
        Cut(text, room, size, bold, (parts, kept) => string.Concat(parts[..((kept + 1) / 2)]).TrimEnd(' ', '.') + "…" + string.Concat(parts[^(kept / 2)..]).TrimStart(' ', '.'));

    /// <summary>The text in lines that fit; the last one is cut.</summary>
    public List<string> Lines(string text, double room, double size, bool bold, int most)
    {
        var lines = new List<string>();
        string rest = text;
        while (rest.Length > 0)
        {
            if (lines.Count == most - 1 || Width(rest, size, bold) <= room)
            {
                lines.Add(End(rest, room, size, bold));
                return lines;
            }
            int at = BreakAt(rest, room, size, bold);
            lines.Add(rest[..at].TrimEnd());
            rest = rest[at..].TrimStart();
        }
        return lines;
    }

    private int BreakAt(string text, double room, double size, bool bold)
    {
        int best = 0;
        for (int at = text.IndexOf(' ', StringComparison.Ordinal); at > 0; at = text.IndexOf(' ', at + 1))
        {
            if (Width(text[..at], size, bold) > room)
                break;
            best = at;
        }
        if (best > 0)
            return best;
        string fitting = End(text, room, size, bold);
        return Math.Clamp(fitting.Length - 1, 1, text.Length);
    }

    private string Cut(string text, double room, double size, bool bold, Func<string[], int, string> keep)
    {
        if (Width(text, size, bold) <= room)
            return text;
        string[] parts = Elements(text);
        int low = 0, high = parts.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Width(keep(parts, middle), size, bold) <= room)
                low = middle;
            else
                high = middle - 1;
        }
        return low > 0 ? keep(parts, low) : Width("…", size, bold) <= room ? "…" : "";
    }

    private static string[] Elements(string text)
    {
        var parts = new List<string>();
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
            parts.Add(elements.GetTextElement());
        return [.. parts];
    }
}
