using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>A section as a table, none of its lines wider than the canvas.</summary>
internal sealed class SectionTable(ReportSection section, TerminalCanvas canvas)
{
    private const int MostRows = 20;

    /// <summary>Title, headings and rows.</summary>
    public IEnumerable<TextLine> Lines()
    {
        var rows = section.Rows.Take(MostRows).Select(row => section.Columns.Select((column, at) => canvas.Signs.Text(SectionText.Cell(row[at], column))).ToList()).ToList();
        var headings = section.Columns.Select(SectionText.Heading).ToList();
        var widths = Widths([headings, .. rows]);
        yield return new TextLine().Add(DisplayWidth.Cut(SafeText.Of(section.Title), canvas.Width, canvas.Unicode), Ink.Strong);
        yield return Row(headings, widths);
        foreach (var row in rows) yield return Row(row, widths);
        if (section.Rows.Count > MostRows) yield return new TextLine().Add(string.Create(CultureInfo.InvariantCulture, $"  and {section.Rows.Count - MostRows} more"));
    }

    private TextLine Row(List<string> cells, List<int> widths)
    {
        var line = new TextLine();
        for (var at = 0; at < widths.Count; at++)
        {
            line.Add("  ").Add(DisplayWidth.Cut(cells[at], widths[at], canvas.Unicode), widths[at], SectionText.IsNumber(section.Columns[at]));
        }

        return line;
    }

    // Texts shrink first, then columns fall away from the right.
    private List<int> Widths(List<List<string>> rows)
    {
        var widths = section.Columns.Select((_, at) => rows.Max(row => DisplayWidth.Of(row[at]))).ToList();
        int Excess() => widths.Sum(width => width + 2) - canvas.Width;
        for (var at = 0; at < widths.Count && Excess() > 0; at++)
        {
            if (!SectionText.IsNumber(section.Columns[at])) widths[at] = Math.Max(8, widths[at] - Excess());
        }

        while (Excess() > 0 && widths.Count > 1) widths.RemoveAt(widths.Count - 1);
        if (Excess() > 0) widths[0] = Math.Max(1, canvas.Width - 2);
        return widths;
    }
}
