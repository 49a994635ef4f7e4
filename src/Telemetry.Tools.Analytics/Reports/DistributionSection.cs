using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>How often which value occurs: neighbouring buckets of the log-linear histogram put together until a chart can hold them.</summary>
internal static class DistributionSection
{
    private const int MaxBars = 40;

    public static SectionPlan Plan(ReportDefinition report, Column column, Query query) => new(
        query with { Measures = [Measure.Percentile(column.Path, 50)] },
        (_, groups) => Present(report, column, HistogramOf(column, groups)));

    private static LogLinearHistogram? HistogramOf(Column column, QueryGroups groups) =>
        groups.Totals.Values.FirstOrDefault()?.Fields[groups.Fields[0]].Histogram(new MeasuredColumn(column, -1));

    private static ReportSection Present(ReportDefinition report, Column column, LogLinearHistogram? histogram)
    {
        var unit = column.IsDuration ? "s" : column.Unit ?? "count";
        return new ReportSection(
            report.Id,
            report.Title,
            ChartWords.Of(report.Chart),
            [new ReportColumn("bucket_from", unit), new ReportColumn("bucket_to", unit), new ReportColumn("count", "count")],
            histogram is null ? [] : Bars(histogram, new MeasuredColumn(column, -1)));
    }

    private static List<IReadOnlyList<object?>> Bars(LogLinearHistogram histogram, MeasuredColumn column)
    {
        var counts = histogram.Buckets().ToList();
        if (counts.Count == 0) return [];
        var width = WidthFor(counts[0].Bucket, counts[^1].Bucket);
        var bars = new List<IReadOnlyList<object?>>();
        for (var bar = FloorDivide(counts[0].Bucket, width); bar <= FloorDivide(counts[^1].Bucket, width); bar++)
        {
            var count = counts.Where(pair => FloorDivide(pair.Bucket, width) == bar).Sum(pair => pair.Count);
            bars.Add([column.FromCounted(Edge(bar * width)), column.FromCounted(Edge((bar + 1) * width)), count]);
        }

        return bars;
    }

    private static int WidthFor(int first, int last)
    {
        var width = 1;
        while (FloorDivide(last, width) - FloorDivide(first, width) >= MaxBars) width *= 2;
        return width;
    }

    private static long Edge(int bucket) => bucket >= 0 ? LogLinearHistogram.LowerBound(bucket) : -LogLinearHistogram.LowerBound(-bucket);

    private static int FloorDivide(int value, int divisor) => value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor);
}
