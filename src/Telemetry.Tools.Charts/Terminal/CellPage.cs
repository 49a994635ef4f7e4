using System.Text;
using Spectre.Console.Rendering;

namespace Telemetry.Tools.Charts;

/// <summary>Lines of styled cells, none of them wider than the page.</summary>
internal sealed class CellPage(int width, bool unicode)
{
    private readonly List<List<(string Text, CellStyle Style)>> _lines = [];
    private int _used;

    public int Width => width;

    public bool Unicode => unicode;

    /// <summary>Cells of the last line that are taken.</summary>
    public int Used => _used;

    public void NewLine()
    {
        _lines.Add([]);
        _used = 0;
    }

    /// <summary>Adds to the last line, as much as still fits.</summary>
    public void Put(string text, CellStyle style = CellStyle.Plain)
    {
        if (_lines.Count == 0)
            NewLine();
        string fitting = CellText.End(unicode ? text : CellText.Ascii(text), width - _used);
        if (!unicode)
            fitting = CellText.Ascii(fitting);
        if (fitting.Length == 0)
            return;
        _lines[^1].Add((fitting, style));
        _used += CellText.Width(fitting);
    }

    /// <summary>Adds text that fills a column.</summary>
    public void Column(string text, int cells, bool right = false, CellStyle style = CellStyle.Plain)
    {
        string shown = CellText.Middle(unicode ? text : CellText.Ascii(text), cells);
        string pad = new(' ', Math.Max(0, cells - CellText.Width(shown)));
        Put(right ? pad + shown : shown + pad, style);
    }

    /// <summary>Adds text in lines of its own, broken at spaces.</summary>
    public void Lines(string text, CellStyle style)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && CellText.Width(line.ToString()) + 1 + CellText.Width(word) > width)
            {
                NewLine();
                Put(line.ToString(), style);
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        NewLine();
        Put(line.ToString(), style);
    }

    public IEnumerable<Segment> Segments()
    {
        foreach (List<(string Text, CellStyle Style)> line in _lines)
        {
            int last = line.FindLastIndex(part => part.Text.AsSpan().Trim().Length > 0);
            for (int i = 0; i <= last; i++)
                yield return new Segment(i == last ? line[i].Text.TrimEnd() : line[i].Text, CellStyles.Of(line[i].Style));
            yield return Segment.LineBreak;
        }
    }
}
