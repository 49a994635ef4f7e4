using System.Globalization;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The charts of the first page.</summary>
internal static class DashboardCharts
{
    private const int FullWidth = 1080;
    private const int HalfWidth = 530;
    private const int NarrowWidth = 350;
    private const int MaxBars = 62;
    private const int TopBars = 10;

    /// <summary>Requests in each bucket, those that failed apart.</summary>
    public static string Requests(ExecutiveSummary summary, string bucket)
    {
        var points = summary.Overview.TimeSeries;
        var good = points.Select((point, i) => (double)(point.TotalRequests - summary.Failures[i])).ToList();
        var bad = summary.Failures.Select(count => (double)count).ToList();
        PlotMark mark = points.Count <= MaxBars && bucket != "hour"
            ? new StackedBarMark([.. points.Select(point => DayOf(point, bucket))], [new ValueSeries("Succeeded", good, SeriesStyle.Success), new ValueSeries("Failed", bad, SeriesStyle.Failure)]) { Orientation = BarOrientation.Vertical }
            : new AreaMark([Line("Succeeded", points, good, SeriesStyle.Success), Line("Failed", points, bad, SeriesStyle.Failure)]);
        return Draw(new Plot { Title = $"Requests by {bucket}", X = TimeAxis(mark), Y = new PlotAxis("Requests", "count"), Mark = mark }, FullWidth);
    }

    /// <summary>Cost of each bucket.</summary>
    public static string Cost(ExecutiveSummary summary, string bucket)
    {
        var points = summary.Overview.TimeSeries;
        var costs = points.Select(point => double.Parse(point.TotalCostUsd, CultureInfo.InvariantCulture)).ToList();
        return Draw(new Plot { Title = $"Cost by {bucket}", X = new PlotAxis(null, null, AxisScale.Time), Y = new PlotAxis("Cost", "usd"), Mark = new AreaMark([Line("Cost", points, costs, default)]) }, HalfWidth);
    }

    /// <summary>Median and 95th percentile of response times.</summary>
    public static string ResponseTimes(ExecutiveSummary summary, string bucket)
    {
        var points = summary.Overview.TimeSeries;
        PointSeries Percentile(string name, Func<UsagePoint, double?> of, int slot) =>
            Line(name, points, [.. points.Select(point => of(point) ?? double.NaN)], new SeriesStyle(Slot: slot));
        var series = new[] { Percentile("Median", point => point.P50ResponseTimeMs, 0), Percentile("95th percentile", point => point.P95ResponseTimeMs, 1) };
        var known = series.Select(line => line with { Points = [.. line.Points.Where(point => point.IsFinite)] }).ToList();
        return Draw(new Plot { Title = $"Response time by {bucket}", X = new PlotAxis(null, null, AxisScale.Time), Y = new PlotAxis("Time", "ms"), Mark = new LineMark(known) }, HalfWidth);
    }

    /// <summary>What each model cost.</summary>
    public static string Models(ExecutiveSummary summary) => Draw(
        new Plot
        {
            Title = "Cost by model",
            X = new PlotAxis("Model"),
            Y = new PlotAxis("Cost", "usd"),
            Mark = CategoryFold.Bars(summary.Models.Where(model => model.CostUsd > 0).Select(model => new Bar(model.Model, (double)model.CostUsd)), TopBars) with { Orientation = BarOrientation.Horizontal },
            EmptyText = "No request of known cost in this period.",
        },
        HalfWidth);

    /// <summary>The most used prompts.</summary>
    public static string Prompts(ExecutiveSummary summary) => Draw(
        new Plot
        {
            Title = "Most used prompts",
            X = new PlotAxis("Prompt"),
            Y = new PlotAxis("Requests", "count"),
            Mark = new BarMark([.. summary.Overview.TopPrompts.Select(prompt => new Bar(prompt.PromptId ?? "without a prompt id", prompt.TotalRequests))]) { Orientation = BarOrientation.Horizontal },
        },
        HalfWidth);

    private static PlotAxis TimeAxis(PlotMark mark) => mark is StackedBarMark ? new PlotAxis() : new PlotAxis(null, null, AxisScale.Time);

    private static PointSeries Line(string name, IReadOnlyList<UsagePoint> points, List<double> values, SeriesStyle style) =>
        new(name, [.. points.Select((point, i) => PlotPoint.At(TimeOf(point), values[i]))], style);

    private static DateTimeOffset TimeOf(UsagePoint point) => DateTimeOffset.Parse(point.PeriodStart, CultureInfo.InvariantCulture);

    private static string DayOf(UsagePoint point, string bucket) => TimeOf(point).ToString(bucket == "month" ? "MMM yyyy" : "d MMM", CultureInfo.InvariantCulture);

    // Drawn once for wide screens and once for phones: scaled-down letters cannot be read.
    private static string Draw(Plot plot, int width) =>
        $"<figure><div class=\"wide\">{Svg(plot, width)}</div><div class=\"narrow\">{Svg(plot, NarrowWidth)}</div></figure>";

    private static string Svg(Plot plot, int width)
    {
        var text = SvgPainter.Render(plot, new PaintOptions { Width = width, EmbedStyles = false });
        return text[text.IndexOf("<svg", StringComparison.Ordinal)..].Trim();
    }
}
