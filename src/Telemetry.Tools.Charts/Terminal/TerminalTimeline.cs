namespace Telemetry.Tools.Charts;

/// <summary>A timeline in a terminal: one line a row, a bar for each span.</summary>
internal static class TerminalTimeline
{
    public static void Draw(CellPage page, Plot plot, TimelineMark mark)
    {
        List<TimelineRow> rows = TimelineLanes.Rows(mark.Spans);
        int names = Math.Min(rows.Max(r => CellText.Width(r.Name ?? "")), Math.Max(1, page.Width / 3));
        int room = Math.Max(1, page.Width - names - 4);
        double first = rows.Min(r => r.Spans.Min(s => s.Start)), last = rows.Max(r => r.Spans.Max(s => s.End));
        if (plot.X.Scale != AxisScale.Time && first >= 0 && first < last * 0.25)
            first = 0;
        PlotAxis linear = plot.X.Scale == AxisScale.Log ? plot.X with { Scale = AxisScale.Linear } : plot.X;
        AxisPlan axis = AxisPlan.For(linear, first, last, Math.Max(2, room / 14), round: false, label => (CellText.Width(label) + 2.0) / room);
        var grid = new CellGrid(room, rows.Count, page.Unicode);
        for (int y = 0; y < rows.Count; y++)
        {
            foreach (TimelineSpan span in rows[y].Spans)
                Fill(grid, axis, span, y, page.Unicode);
            page.NewLine();
            page.Put(" ");
            page.Column(rows[y].Name ?? "", names, right: true);
            page.Put(page.Unicode ? " │" : " |", CellStyle.Muted);
            grid.PutRow(page, y);
        }
        TerminalAxes.Below(page, axis, names + 2, room);
        if (axis.Title is { } title)
        {
            page.NewLine();
            page.Put($"  {title}", CellStyle.Muted);
        }
        Legend(page, mark);
    }

    private static void Fill(CellGrid grid, AxisPlan axis, TimelineSpan span, int y, bool unicode)
    {
        int from = (int)Math.Round(axis.At(span.Start, 0, grid.Width)), to = (int)Math.Round(axis.At(span.End, 0, grid.Width));
        bool failed = span.Style.Meaning == SeriesMeaning.Failure;
        char sign = BlockBar.Filling(span.Style.Slot ?? 0, failed, unicode);
        for (int x = Math.Min(from, grid.Width - 1); x < Math.Max(to, from + 1); x++)
            grid.Sign(x, y, sign, failed ? CellStyle.Failure : CellStyle.Mark);
    }

    private static void Legend(CellPage page, TimelineMark mark)
    {
        List<LegendEntry> entries = [.. mark.SlotNames.Select((n, i) => new LegendEntry(ChartText.Clean(n), Ink.Series(i), LegendShape.Block))];
        if (mark.Spans.Any(s => s.Style.Meaning == SeriesMeaning.Failure))
            entries.Add(new LegendEntry("failed", Ink.Failure, LegendShape.Block));
        if (entries.Count > 0)
            TerminalBars.Legend(page, entries);
    }
}
