namespace Telemetry.Tools.Charts.Tests;

/// <summary>Names that somebody will sooner or later give to a build target.</summary>
internal static class HostileNames
{
    public static readonly string[] All =
    [
        "<script>alert(1)</script>", "\" onload=\"x", "' & < > ]]>", "\u001b[31mred\u001b[0m", "\u001b]0;title\u0007after", "\u009b2J", "nul\0nul", "tab\tnew\r\nline",
        new string('w', 10_000), "\u202Eevil", "\ud800 lone", "\ud83d\ude00 smile", "\u6771\u4eac", "../../etc/passwd", "", "   ", "%s{0}[bold]x[/]", "e\u0301\u0301\u0301\u0301", "\uffff\ufffe",
    ];

    /// <summary>Every kind of plot with such names everywhere.</summary>
    public static IEnumerable<Plot> Plots()
    {
        PointSeries[] series = [.. All.Select((n, i) => new PointSeries(n, [new(1, i), new(2, i + 1)]))];
        PlotMark[] marks =
        [
            new BarMark([.. All.Select((n, i) => new Bar(n, i))]),
            new BarMark([.. All.Select((n, i) => new Bar(n, i))]) { Orientation = BarOrientation.Vertical },
            new StackedBarMark(All, [.. All.Take(3).Select(n => new ValueSeries(n, [.. All.Select((_, i) => (double)i)]))]),
            new LineMark(series), new AreaMark(series), new ScatterMark(series),
            new HistogramMark([new(0, 1, 5), new(1, 2, 6)]),
            new HeatMapMark(All, All, [.. All.Select((_, r) => (IReadOnlyList<double?>)[.. All.Select((_, c) => (double?)r * c)])]),
            new TimelineMark([.. All.Select((n, i) => new TimelineSpan(n, i, i + 2, n, i == 3 ? SeriesStyle.Failure : default))]) { SlotNames = All },
        ];
        return marks.Select((m, i) => new Plot
        {
            Title = All[i % All.Length],
            Subtitle = string.Join(' ', All.Take(8)),
            X = new(All[0], All[3]),
            Y = new(All[8], All[1]),
            Mark = m,
            References = [new(ReferenceAxis.Y, 1, All[3]), new(ReferenceAxis.X, 1, All[0])],
        });
    }
}
