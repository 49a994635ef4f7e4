namespace Telemetry.Tools.Charts;

/// <summary>A histogram in a terminal: one bar a range.</summary>
internal static class TerminalHistogram
{
    private const int MostRows = 24;

    public static void Draw(CellPage page, Plot plot, HistogramMark mark)
    {
        List<HistogramBin> bins = [.. mark.Bins.Where(b => b.IsFinite)];
        int join = (int)Math.Ceiling(bins.Count / (double)MostRows);
        Ink ink = Ink.Of(mark.Style, 0);
        CategoryBar[] bars = [.. bins.Chunk(join).Select(c => new CategoryBar(Name(c[0].From, c[^1].To, plot.X.Unit, page.Unicode), [new BarPiece(c.Sum(b => b.Count), ink, null)]))];
        TerminalBars.Draw(page, plot with { Y = plot.Y with { Scale = AxisScale.Linear } }, new CategoryBars(bars, [], BarOrientation.Horizontal));
    }

    private static string Name(double from, double to, string? unit, bool unicode) =>
        $"{Short(from, unit)} {(unicode ? "–" : "-")} {Short(to, unit)}";

    private static string Short(double value, string? unit) => ValueFormat.Compact(value, unit).Replace(".0 ", " ", StringComparison.Ordinal);
}
