using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Reports;

/// <summary>A section over time as a timeline: a row for each name, a span where its hours, days, weeks or months have events.</summary>
internal static class Timeline
{
    /// <summary>The spans; buckets that follow each other are one.</summary>
    public static TimelineMark Of(ReportSection section, SectionColumns columns)
    {
        var lanes = section.Rows.GroupBy(row => columns.Names.Count > 0 ? SectionText.Cell(row[columns.Names[0]], section.Columns[columns.Names[0]]) : SafeText.Of(section.Title));
        return new TimelineMark([.. lanes.OrderBy(lane => GroupNames.IsRest(lane.Key)).SelectMany(lane => Spans(lane, section, columns))]);
    }

    private static List<TimelineSpan> Spans(IGrouping<string, IReadOnlyList<object?>> lane, ReportSection section, SectionColumns columns)
    {
        var time = columns.Time!.Value;
        var spans = new List<TimelineSpan>();
        foreach (var start in lane.Where(row => columns.Values.Any(at => IsAny(row[at]))).Select(row => row[time]).OfType<DateTimeOffset>().Order())
        {
            var (from, to) = (PlotTime.Seconds(start), PlotTime.Seconds(End(start, section.Columns[time].Name)));
            if (spans.Count > 0 && spans[^1].End >= from) spans[^1] = spans[^1] with { End = to };
            else spans.Add(new TimelineSpan(lane.Key, from, to, Style: new SeriesStyle(GroupNames.MeaningOf(lane.Key))));
        }

        return spans;
    }

    private static bool IsAny(object? value) => value is not null && Convert.ToDouble(value, CultureInfo.InvariantCulture) != 0;

    private static DateTimeOffset End(DateTimeOffset start, string bucket) => bucket switch
    {
        "hour" => start.AddHours(1),
        "week" => start.AddDays(7),
        "month" => start.AddMonths(1),
        _ => start.AddDays(1),
    };
}
