namespace Telemetry.Tools.Charts;

/// <summary>Lines, areas and points in a terminal: dots of braille for one series, signs for several.</summary>
internal static class TerminalXy
{
    public static void Draw(CellPage page, Plot plot, XyMark mark, int height)
    {
        if (mark is AreaMark)
            plot = plot with { Y = plot.Y with { Scale = AxisScale.Linear } };
        List<XySeries> series = XyData.Series(plot, mark);
        List<XySeries> drawn = mark is AreaMark ? XyData.Stacked(series) : series;
        if (drawn.All(s => s.Points.Count == 0))
        {
            page.Lines(ChartText.Clean(plot.EmptyText), CellStyle.Plain);
            return;
        }
        (double min, double max) = XyData.RangeY(plot, drawn);
        AxisPlan up = AxisPlan.For(plot.Y, min, max, Math.Max(2, height / 3), round: true);
        int labels = Math.Min(up.Ticks.Count == 0 ? 1 : up.Ticks.Max(t => CellText.Width(t.Label)), Math.Max(1, page.Width / 3));
        var grid = new CellGrid(Math.Max(1, page.Width - labels - 2), height, page.Unicode);
        (double first, double last) = XyData.RangeX(drawn);
        AxisPlan across = AxisPlan.For(plot.X, first, last, Math.Max(2, grid.Width / 14), round: false, label => (CellText.Width(label) + 2.0) / grid.Width);
        Fill(grid, page.Unicode, mark, drawn, across, up);
        TerminalAxes.Titles(page, up, across);
        TerminalAxes.Draw(page, grid, up, across, labels);
        if (series.Count > 1)
            Legend(page, mark, series);
    }

    private static void Fill(CellGrid grid, bool unicode, XyMark mark, List<XySeries> series, AxisPlan across, AxisPlan up)
    {
        if (mark is AreaMark)
        {
            TerminalAreas.Fill(grid, unicode, series, across, up);
            return;
        }
        for (int s = 0; s < series.Count; s++)
        {
            CellStyle style = series[s].Ink == Ink.Failure ? CellStyle.Failure : CellStyle.Mark;
            foreach (IReadOnlyList<PlotPoint> piece in series[s].Pieces())
            {
                (int X, int Y)[] dots = [.. piece.Select(p => ((int)Math.Round(across.At(p.X, 0, grid.Width * 2 - 1)), (int)Math.Round(up.At(p.Y, grid.Height * 4 - 1, 0))))];
                if (series.Count > 1)
                    Signs(grid, dots, Sign(s, series[s].Ink, unicode), style, joined: mark is LineMark);
                else
                    Dots(grid, dots, style, joined: mark is LineMark);
            }
        }
    }

    private static void Dots(CellGrid grid, (int X, int Y)[] dots, CellStyle style, bool joined)
    {
        for (int i = 0; i < dots.Length; i++)
            grid.DotLine(joined && i > 0 ? dots[i - 1] : dots[i], dots[i], style);
    }

    // Several lines of dots could be told apart by colour alone, so each has a sign: one a column, where the line is.
    private static void Signs(CellGrid grid, (int X, int Y)[] dots, char sign, CellStyle style, bool joined)
    {
        for (int i = 0; i < dots.Length; i++)
        {
            (int X, int Y) from = joined && i > 0 ? dots[i - 1] : dots[i];
            int x0 = from.X / 2, x1 = dots[i].X / 2;
            for (int x = x0; x <= x1; x++)
            {
                double share = x1 > x0 ? (x - x0) / (double)(x1 - x0) : 1;
                grid.Sign(x, (int)((from.Y + (dots[i].Y - from.Y) * share) / 4), sign, style);
            }
        }
    }

    private static char Sign(int order, Ink ink, bool unicode) => unicode
        ? ink == Ink.Failure ? '×' : "●○▲△■□◆◇"[order % 8]
        : ink == Ink.Failure ? 'x' : "*o+#@%&="[order % 8];

    private static void Legend(CellPage page, XyMark mark, List<XySeries> series)
    {
        if (mark is AreaMark)
        {
            TerminalBars.Legend(page, [.. series.Select(s => new LegendEntry(s.Name, s.Ink, LegendShape.Block))]);
            return;
        }
        page.NewLine();
        page.Put("  ");
        for (int i = 0; i < series.Count; i++)
        {
            string name = CellText.Middle(series[i].Name, Math.Max(4, page.Width / 3));
            if (page.Used + CellText.Width(name) + 4 > page.Width && page.Used > 2)
            {
                page.NewLine();
                page.Put("  ");
            }
            page.Put(Sign(i, series[i].Ink, page.Unicode).ToString(), series[i].Ink == Ink.Failure ? CellStyle.Failure : CellStyle.Mark);
            page.Put($" {name}  ");
        }
    }
}
