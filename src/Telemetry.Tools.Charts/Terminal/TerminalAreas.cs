namespace Telemetry.Tools.Charts;

/// <summary>Filled lines in cells: eighths of a cell for one series, a filling for each of several.</summary>
internal static class TerminalAreas
{
    private const string Levels = " ▁▂▃▄▅▆▇█";

    public static void Fill(CellGrid grid, bool unicode, List<XySeries> stacked, AxisPlan across, AxisPlan up)
    {
        for (int x = 0; x < grid.Width; x++)
        {
            double place = across.Min + (across.Max - across.Min) * (grid.Width > 1 ? x / (double)(grid.Width - 1) : 0);
            double[] tops = [.. stacked.Select(s => up.At(Between(s.Points, place), 0, grid.Height))];
            for (int y = 0; y < grid.Height; y++)
                FillCell(grid, unicode, stacked, tops, x, y);
        }
    }

    private static void FillCell(CellGrid grid, bool unicode, List<XySeries> stacked, double[] tops, int x, int y)
    {
        double floor = grid.Height - 1 - y;
        if (stacked.Count == 1 && unicode)
        {
            int eighths = (int)Math.Round(Math.Clamp(tops[0] - floor, 0, 1) * 8);
            if (eighths > 0)
                grid.Sign(x, y, Levels[eighths], StyleOf(stacked[0]));
            return;
        }
        int layer = Array.FindIndex(tops, t => t > floor + 0.5);
        if (layer >= 0)
            grid.Sign(x, y, BlockBar.Filling(layer, stacked[layer].Ink == Ink.Failure, unicode), StyleOf(stacked[layer]));
    }

    private static CellStyle StyleOf(XySeries series) => series.Ink == Ink.Failure ? CellStyle.Failure : CellStyle.Mark;

    private static double Between(IReadOnlyList<PlotPoint> points, double x)
    {
        for (int i = 1; i < points.Count; i++)
        {
            if (points[i].X < x)
                continue;
            (PlotPoint a, PlotPoint b) = (points[i - 1], points[i]);
            return b.X > a.X ? a.Y + (b.Y - a.Y) * Math.Clamp((x - a.X) / (b.X - a.X), 0, 1) : b.Y;
        }
        return points.Count > 0 ? points[^1].Y : 0;
    }
}
