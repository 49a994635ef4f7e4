namespace Telemetry.Tools.Charts;

/// <summary>One row of spans that do not overlap.</summary>
internal sealed record TimelineRow(string? Name, IReadOnlyList<TimelineSpan> Spans);

/// <summary>Puts spans into rows.</summary>
internal static class TimelineLanes
{
    /// <summary>The rows of each lane; the first one carries its name.</summary>
    public static List<TimelineRow> Rows(IEnumerable<TimelineSpan> spans)
    {
        var rows = new List<TimelineRow>();
        foreach (IGrouping<string, TimelineSpan> lane in spans.Where(s => s.IsFinite).GroupBy(s => s.Lane, StringComparer.Ordinal))
        {
            var open = new List<List<TimelineSpan>>();
            foreach (TimelineSpan span in lane.OrderBy(s => s.Start).ThenByDescending(s => s.End))
            {
                if (open.Find(r => r[^1].End <= span.Start) is { } free)
                    free.Add(span);
                else
                    open.Add([span]);
            }
            rows.AddRange(open.Select((r, i) => new TimelineRow(i == 0 ? ChartText.Clean(lane.Key) : null, r)));
        }
        return rows;
    }
}
