namespace Telemetry.Tools.Charts;

/// <summary>What a plot says in words.</summary>
internal static class PlotNotes
{
    /// <summary>The subtitle, and what had to be left out.</summary>
    public static string Subtitle(Plot plot)
    {
        var parts = new List<string>();
        if (ChartText.Clean(plot.Subtitle) is { Length: > 0 } subtitle)
            parts.Add(subtitle);
        if (plot.Mark.DroppedValues is > 0 and var dropped)
            parts.Add($"{Count(dropped)} left out (no number)");
        if (NotPositive(plot) is > 0 and var low)
            parts.Add($"{Count(low)} left out (no place on a log scale)");
        return string.Join(" · ", parts);
    }

    /// <summary>A sentence for those who cannot see the chart.</summary>
    public static string Description(Plot plot)
    {
        string kind = plot.Mark switch
        {
            BarMark m => $"Bar chart of {Bars(m.Bars.Count)}",
            StackedBarMark m => $"Stacked bar chart of {Bars(m.Categories.Count)}",
            LineMark m => $"Line chart of {Series(m)}",
            AreaMark m => $"Area chart of {Series(m)}",
            ScatterMark m => $"Scatter chart of {Series(m)}",
            HistogramMark m => $"Histogram of {m.Bins.Count} ranges",
            HeatMapMark m => $"Heat map of {m.Rows.Count} rows and {m.Columns.Count} columns",
            TimelineMark m => $"Timeline of {m.Spans.Count} spans",
            _ => "Chart",
        };
        string largest = Largest(plot) is { } text ? $"; largest: {text}" : "";
        return $"{kind}{largest}. {Subtitle(plot)}".TrimEnd();
    }

    /// <summary>Values that a log scale has no place for.</summary>
    private static int NotPositive(Plot plot) => plot.Mark switch
    {
        XyMark xy => xy.Series.SelectMany(s => s.Points).Count(p => p.IsFinite && !HasPlace(plot, p)),
        _ => 0,
    };

    public static bool HasPlace(Plot plot, PlotPoint point) =>
        (plot.X.Scale != AxisScale.Log || point.X > 0) && (plot.Y.Scale != AxisScale.Log || plot.Mark is AreaMark || point.Y > 0);

    private static string? Largest(Plot plot)
    {
        if (plot.Mark is not BarMark { Bars: var bars } || bars.Where(b => double.IsFinite(b.Value)).MaxBy(b => b.Value) is not { } bar)
            return null;
        return $"{ChartText.Clean(bar.Name)}, {ValueFormat.Text(bar.Value, plot.Y.Unit)}";
    }

    private static string Count(int values) => values == 1 ? "1 value" : $"{ValueFormat.Text(values, "count")} values";

    private static string Bars(int count) => count == 1 ? "1 category" : $"{count} categories";

    private static string Series(XyMark mark) => mark.Series.Count == 1 ? "1 series" : $"{mark.Series.Count} series";
}
