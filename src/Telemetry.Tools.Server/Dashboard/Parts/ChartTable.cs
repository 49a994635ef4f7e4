using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>A chart's values as a table, folded away under it.</summary>
internal static class ChartTable
{
    private const int MostRows = 400;

    /// <summary>Writes the table; nothing for a chart that has no table of its own.</summary>
    public static void Write(Html page, Plot plot)
    {
        var (names, rows) = Content(plot);
        if (rows.Count == 0) return;
        page.Raw("<details class=\"data\"><summary>Values").Raw("<span class=\"unseen\">").Text($" of the chart {plot.Title}").Raw("</span></summary>");
        page.Raw($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Html.Encode(plot.Title)}\"><table><thead><tr>").Raw("<th scope=\"col\">").Text(Heading(plot)).Raw("</th>");
        foreach (var name in names) page.Raw("<th scope=\"col\" class=\"n\">").Text(name).Raw("</th>");
        page.Raw("</tr></thead><tbody>");
        foreach (var (name, values) in rows.Take(MostRows))
        {
            page.Raw("<tr><th scope=\"row\">").Text(name).Raw("</th>");
            foreach (var value in values) page.Element("td", ValueFormat.Text(value, plot.Y.Unit), "n");
            page.Raw("</tr>");
        }

        page.Raw("</tbody></table></div></details>");
    }

    private static string Heading(Plot plot) => plot.X.Title ?? (plot.X.Scale == AxisScale.Time || plot.Mark is StackedBarMark ? "Time" : "Name");

    private static (IReadOnlyList<string> Names, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Rows) Content(Plot plot) => plot.Mark switch
    {
        BarMark bars => ([plot.Y.Title ?? "Value"], [.. bars.Bars.Select(bar => (bar.Name, (IReadOnlyList<double>)[bar.Value]))]),
        StackedBarMark stacks => (
            [.. stacks.Series.Select(series => series.Name)],
            [.. stacks.Categories.Select((name, i) => (name, (IReadOnlyList<double>)[.. stacks.Series.Select(series => i < series.Values.Count ? series.Values[i] : 0)]))]),
        XyMark xy when plot.X.Scale == AxisScale.Time => ([.. xy.Series.Select(series => series.Name)], Moments(xy)),
        _ => ([], []),
    };

    private static List<(string, IReadOnlyList<double>)> Moments(XyMark mark)
    {
        var series = mark.Series.Select(one => one.Points.GroupBy(point => point.X).ToDictionary(group => group.Key, group => group.First().Y)).ToList();
        var times = series.SelectMany(points => points.Keys).Distinct().Order();
        return [.. times.Select(time => (ValueFormat.Time(PlotTime.Time(time)), (IReadOnlyList<double>)[.. series.Select(points => points.GetValueOrDefault(time, double.NaN))]))];
    }
}
