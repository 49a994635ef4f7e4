using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>Puts the sections of a report onto the canvas: bars side by side where there is room, then the others in their order.</summary>
/// <param name="page">The report.</param>
/// <param name="canvas">Where to.</param>
internal sealed class TerminalSections(ReportPage page, TerminalCanvas canvas)
{
    private const int SideBySide = 104;
    private const int Space = 4;
    private const int LeastDistributed = 8;

    /// <summary>Writes all sections.</summary>
    public void Write()
    {
        var trends = Trends.Of(page.Report);
        var bars = page.Report.Sections.Where(IsBars).Select(section => new BarTable(section, trends.For(section), canvas)).ToList();
        WriteBars(bars);
        foreach (var section in page.Report.Sections.Where(section => !IsBars(section) && !trends.AreShownWith(section, bars) && SaysMore(section))) WriteSection(section);
    }

    private static bool IsBars(ReportSection section) =>
        section.Chart == "bar" && section.Rows.Count > 0 && SectionColumns.Of(section) is { Values.Count: > 0, Time: null, Names.Count: > 0 };

    // One day of a course, or a distribution of a handful of values, repeats what the bars say. The other formats show them all the same.
    private bool SaysMore(ReportSection section) => section.Chart switch
    {
        "histogram" => page.Report.Events >= LeastDistributed,
        "line" or "area" when SectionColumns.Of(section) is { Time: { } time, Names.Count: > 0 } => section.Rows.Select(row => row[time]).Distinct().Skip(1).Any(),
        _ => true,
    };

    private void WriteBars(List<BarTable> bars)
    {
        for (var at = 0; at < bars.Count; at++)
        {
            canvas.Gap();
            if (canvas.Width >= SideBySide && at + 1 < bars.Count) WriteBeside(bars[at], bars[++at]);
            else WriteLines(bars[at].Lines(canvas.Width));
        }
    }

    private void WriteBeside(BarTable left, BarTable right)
    {
        var leftWidth = (canvas.Width - Space) * left.Weight / (left.Weight + right.Weight);
        var (first, second) = (left.Lines(leftWidth), right.Lines(canvas.Width - Space - leftWidth));
        for (var at = 0; at < Math.Max(first.Count, second.Count); at++)
        {
            var line = at < first.Count ? first[at] : new TextLine();
            canvas.Line(at < second.Count ? line.AddAt(leftWidth + Space, second[at]) : line);
        }
    }

    private void WriteSection(ReportSection section)
    {
        canvas.Gap();
        if (section.Rows.Count == 0) canvas.Paragraph($"{section.Title}: no data in this period.");
        else if (OutcomeBar.TryCreate(section, canvas) is { } outcome) WriteLines(outcome.Lines());
        else if (TrendRows.TryCreate(section, canvas) is { } rows) WriteLines(rows.Lines());
        else if (SectionPlot.Of(section, page.Report, page.Caption) is { } plot) canvas.Chart(FewerBins.Of(plot));
        else WriteLines(new SectionTable(section, canvas).Lines());
    }

    private void WriteLines(IEnumerable<TextLine> lines)
    {
        foreach (var line in lines) canvas.Line(line);
    }
}
