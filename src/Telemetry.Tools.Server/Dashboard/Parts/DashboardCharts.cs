using System.Globalization;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The charts of usage. A period of one bucket is a comparison, not a trend: bars in place of a point on an axis of time.</summary>
internal static class DashboardCharts
{
    private const int MaxBars = 62;
    private const int TopBars = 10;

    /// <summary>Requests in each bucket, those that failed apart.</summary>
    public static Plot Requests(UsageSeries series)
    {
        var good = series.Values(cell => cell.Sums.Successes);
        var bad = series.Values(cell => cell.Sums.Requests - cell.Sums.Successes);
        return OverTime(series, "Requests", new PlotAxis("Requests", "count"), [new("Succeeded", good, SeriesStyle.Success), new("Failed", bad, SeriesStyle.Failure)], isStacked: true);
    }

    /// <summary>Cost of each bucket.</summary>
    public static Plot Cost(UsageSeries series) =>
        OverTime(series, "Cost", new PlotAxis("Cost", "usd"), [new("Cost", series.Values(cell => cell.Sums.CostNanos / 1e9))], isStacked: true);

    /// <summary>Tokens used in each bucket.</summary>
    public static Plot Tokens(UsageSeries series) =>
        OverTime(series, "Tokens", new PlotAxis("Tokens", "tokens"), [new("Tokens", series.Values(cell => cell.Sums.TokensUsed))], isStacked: true);

    /// <summary>Median and 95th percentile of response times.</summary>
    public static Plot ResponseTimes(UsageSeries series) => OverTime(
        series,
        "Response time",
        new PlotAxis("Time", "ms"),
        [new("Median", series.Values(cell => Percentile(cell, 50)), new SeriesStyle(Slot: 0)), new("95th percentile", series.Values(cell => Percentile(cell, 95)), new SeriesStyle(Slot: 1))],
        isStacked: false);

    /// <summary>Share of requests that failed in each bucket.</summary>
    public static Plot FailureRate(UsageSeries series) => OverTime(
        series, "Share of failed requests", new PlotAxis("Failed", "rate"), [new("Failed", series.Values(cell => UsageCell.RateOf(cell.Sums.Requests - cell.Sums.Successes, cell.Sums.Requests) ?? double.NaN), SeriesStyle.Failure)], isStacked: false);

    /// <summary>Values of a few groups in each bucket.</summary>
    public static Plot Groups(UsageSeries times, string what, PlotAxis axis, IReadOnlyList<ValueSeries> series) => OverTime(times, what, axis, series, isStacked: true);

    /// <summary>Groups by one figure, the largest first.</summary>
    public static Plot Ranking(string title, string name, PlotAxis axis, IEnumerable<Bar> bars, string emptyText) => new()
    {
        Title = title,
        X = new PlotAxis(name),
        Y = axis,
        Mark = CategoryFold.Bars(bars.Where(bar => bar.Value > 0), TopBars) with { Orientation = BarOrientation.Horizontal },
        EmptyText = emptyText,
    };

    /// <summary>Groups by one figure, the largest first and no others: of means, nothing can be added up.</summary>
    public static Plot Comparison(string title, string name, PlotAxis axis, IEnumerable<Bar> bars, string emptyText) => new()
    {
        Title = title,
        X = new PlotAxis(name),
        Y = axis,
        Mark = new BarMark([.. bars.Where(bar => double.IsFinite(bar.Value)).OrderByDescending(bar => bar.Value).ThenBy(bar => bar.Name, StringComparer.Ordinal).Take(TopBars)]) { Orientation = BarOrientation.Horizontal },
        EmptyText = emptyText,
    };

    private static Plot OverTime(UsageSeries series, string what, PlotAxis axis, IReadOnlyList<ValueSeries> values, bool isStacked)
    {
        var isEmpty = values.All(one => one.Values.All(value => value == 0 || !double.IsFinite(value)));
        var mark = isEmpty ? new BarMark([]) : MarkOf(series, values, isStacked);
        return new Plot
        {
            Title = $"{what} by {UsagePeriod.NameOf(series.Period.Bucket)}",
            X = mark is XyMark ? new PlotAxis(null, null, AxisScale.Time) : new PlotAxis(),
            Y = axis,
            Mark = mark,
        };
    }

    private static PlotMark MarkOf(UsageSeries series, IReadOnlyList<ValueSeries> values, bool isStacked)
    {
        if (series.Times.Count == 1 && !isStacked) return new BarMark([.. values.Where(one => double.IsFinite(one.Values[0])).Select(one => new Bar(one.Name, one.Values[0], one.Style.Meaning))]);
        if (isStacked && series.Times.Count <= MaxBars) return new StackedBarMark([.. series.Times.Select(time => LabelOf(series, time))], values) { Orientation = BarOrientation.Vertical };
        List<PointSeries> points = [.. values.Select(one => new PointSeries(one.Name, [.. series.Times.Select((time, i) => PlotPoint.At(time, one.Values[i])).Where(point => point.IsFinite)], one.Style))];
        return isStacked ? new AreaMark(points) : new LineMark(points);
    }

    private static string LabelOf(UsageSeries series, DateTimeOffset time) => time.ToString(
        series.Period.Bucket switch { Analytics.TimeBucket.Month => "MMM yyyy", Analytics.TimeBucket.Hour when series.Times.Count <= 25 => "HH:mm", Analytics.TimeBucket.Hour => "d MMM HH:mm", _ => "d MMM" },
        CultureInfo.InvariantCulture);

    private static double Percentile(UsageCell cell, int percent) => cell.PercentileMs(percent) ?? double.NaN;
}
