using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Reports;

/// <summary>The one place where a section of a report becomes a plot: which columns are names, times and values.</summary>
internal static class SectionPlot
{
    /// <summary>The plot of a section, or <see langword="null"/> for one that is a table only.</summary>
    /// <param name="section">The section.</param>
    /// <param name="report">The report that it belongs to.</param>
    /// <param name="caption">What stands under the title: period and number of events.</param>
    /// <param name="theme">Light, dark, or what the reader prefers.</param>
    public static Plot? Of(ReportSection section, ReportResult report, string? caption, ChartTheme theme = ChartTheme.Auto)
    {
        var columns = SectionColumns.Of(section);
        if (section.Chart == "table" || columns.Values.Count == 0) return null;
        var mark = Mark(section, columns);
        if (mark is null) return null;
        return new Plot
        {
            Title = SafeText.Of(section.Title),
            Subtitle = Shown(section, columns) ?? caption,
            X = XAxis(section, columns),
            Y = new PlotAxis(ValueTitle(section, columns, report), section.Columns[Measured(section, columns)].Unit),
            Mark = mark,
            Theme = theme,
        };
    }

    private static string? Shown(ReportSection section, SectionColumns columns) =>
        section.Shown ?? (section.Chart == "stacked-bar" && columns is { Time: not null, Names.Count: > 0 } ? DayStacks.Shown(section, columns) : null);

    private static PlotMark? Mark(ReportSection section, SectionColumns columns) => section.Chart switch
    {
        "bar" => new BarMark([.. section.Rows.Select(row => new Bar(Name(section, row, columns), Number(row, columns.Values[0]), GroupNames.MeaningOf(Name(section, row, columns))))]),
        "stacked-bar" when columns is { Time: not null, Names.Count: > 0 } => DayStacks.Of(section, columns),
        "stacked-bar" => Stacked(section, columns),
        "line" or "area" when columns.Time is null => null,
        "line" or "area" when IsOneMoment(section, columns) => Moment(section, columns),
        "line" => new LineMark(Series(section, columns)),
        "area" => new AreaMark(Series(section, columns)),
        "scatter" => columns.Time is null && columns.Values.Count < 2 ? null : new ScatterMark(columns.Time is null ? Points(section, columns) : Series(section, columns)),
        "histogram" => columns.Values.Count < 3 ? null : new HistogramMark([.. section.Rows.Select(row => Bin(row, columns))]),
        "heat-map" => columns.Names.Count + (columns.Time is null ? 0 : 1) < 2 ? null : HeatMap(section, columns),
        "timeline" => columns.Time is null ? null : Timeline.Of(section, columns),
        _ => null,
    };

    private static PlotAxis XAxis(ReportSection section, SectionColumns columns)
    {
        if (section.Chart is "histogram") return new PlotAxis(HistogramTitle(section, columns), section.Columns[columns.Values[0]].Unit, HistogramScale(section, columns));
        if (section.Chart is "line" or "area" && IsOneMoment(section, columns)) return new PlotAxis(Name(section, section.Rows[0], columns with { Names = [] }));
        if (columns.Time is not null && section.Chart is "line" or "area" or "scatter" or "timeline") return new PlotAxis(null, null, AxisScale.Time);
        if (section.Chart is "scatter") return new PlotAxis(SectionText.Heading(section.Columns[columns.Values[0]]), section.Columns[columns.Values[0]].Unit);
        if (section.Chart is "stacked-bar" && columns.Time is { } time) return new PlotAxis(SectionText.Heading(section.Columns[time]));
        if (section.Chart is "heat-map") return new PlotAxis(SectionText.Heading(section.Columns[columns.Time ?? columns.Names[1]]));
        return new PlotAxis(columns.Names.Count > 0 ? SectionText.Heading(section.Columns[columns.Names[0]]) : null);
    }

    // A histogram's first two numbers are a range, a scatter's first is where along.
    private static int Measured(ReportSection section, SectionColumns columns) => section.Chart switch
    {
        "histogram" => columns.Values[2],
        "scatter" when columns.Time is null => columns.Values[1],
        _ => columns.Values[0],
    };

    private static string HistogramTitle(ReportSection section, SectionColumns columns) =>
        section.Columns[columns.Values[0]].Unit is "s" or "ms" or "us" ? "Duration" : "Value";

    // Ranges that grow by a factor are equally wide on a logarithmic axis only; elsewhere the wide ones would look like more.
    private static AxisScale HistogramScale(ReportSection section, SectionColumns columns)
    {
        var bins = section.Rows.Select(row => Bin(row, columns)).Where(bin => bin.IsFinite).ToList();
        if (bins.Count == 0 || bins.Exists(bin => bin.From <= 0)) return AxisScale.Linear;
        return bins.Max(bin => bin.To - bin.From) > 4 * bins.Min(bin => bin.To - bin.From) ? AxisScale.Log : AxisScale.Linear;
    }

    private static string ValueTitle(ReportSection section, SectionColumns columns, ReportResult report) => section.Chart switch
    {
        "stacked-bar" when section.Columns[columns.Values[0]].Unit is "count" => "Runs",
        "histogram" => "Events",
        "scatter" when columns.Time is null => SectionText.Heading(section.Columns[columns.Values[1]]),
        _ when section.Columns[columns.Values[0]].Name == "count" => ReportFigures.RunsName(report),
        _ => SectionText.Heading(section.Columns[columns.Values[0]]),
    };

    // One day is a comparison, not a trend: a point in the middle of an empty hour would say less than a bar.
    private static bool IsOneMoment(ReportSection section, SectionColumns columns) =>
        columns.Time is { } time && section.Rows.Count > 0 && section.Rows.Select(row => row[time]).Distinct().Count() == 1;

    private static BarMark Moment(ReportSection section, SectionColumns columns) =>
        new([.. section.Rows.Where(row => row[columns.Values[0]] is not null).Select(row => new Bar(Name(section, row, columns), Number(row, columns.Values[0]), GroupNames.MeaningOf(Name(section, row, columns))))]);

    private static StackedBarMark Stacked(ReportSection section, SectionColumns columns)
    {
        var categories = section.Rows.Select(row => Name(section, row, columns)).ToList();
        var stacked = columns.Values.Where(at => section.Columns[at].Unit == section.Columns[columns.Values[0]].Unit);
        return new StackedBarMark(categories, [.. stacked.Select(at => new ValueSeries(
            SectionText.Heading(section.Columns[at]), [.. section.Rows.Select(row => Number(row, at))], StyleOf(section.Columns[at].Name)))]);
    }

    private static List<PointSeries> Series(ReportSection section, SectionColumns columns)
    {
        var groups = section.Rows.GroupBy(row => columns.Names.Count > 0 ? Name(section, row, columns) : SectionText.Heading(section.Columns[columns.Values[0]]));
        return [.. groups.OrderBy(group => GroupNames.IsRest(group.Key)).Select(group => Series(group, columns.Time!.Value, columns.Values[0])).Where(series => series.Points.Count > 0)];
    }

    // A day without runs has no value: nothing to draw, and nothing that was left out.
    private static PointSeries Series(IGrouping<string, IReadOnlyList<object?>> group, int time, int value) =>
        new(group.Key, [.. group.Where(row => row[value] is not null).Select(row => Point(row, time, value))], new SeriesStyle(GroupNames.MeaningOf(group.Key)))
        {
            Gaps = [.. group.Where(row => row[value] is null).Select(row => Point(row, time, value).X)],
        };

    private static List<PointSeries> Points(ReportSection section, SectionColumns columns)
    {
        var groups = section.Rows.GroupBy(row => columns.Names.Count > 0 ? Name(section, row, columns) : section.Title);
        return [.. groups.Select(group => new PointSeries(
            SafeText.Of(group.Key), [.. group.Select(row => new PlotPoint(Number(row, columns.Values[0]), Number(row, columns.Values[1])))]))];
    }

    private static HeatMapMark HeatMap(ReportSection section, SectionColumns columns)
    {
        var across = columns.Time ?? columns.Names[1];
        string Across(IReadOnlyList<object?> row) => SectionText.Cell(row[across], section.Columns[across]);
        var (names, rows) = (section.Rows.Select(Across).Distinct().ToList(), section.Rows.Select(row => Name(section, row, columns)).Distinct().ToList());
        var cells = section.Rows.ToLookup(row => (Name(section, row, columns), Across(row)), row => row[columns.Values[0]] is null ? (double?)null : Number(row, columns.Values[0]));
        return new HeatMapMark(names, rows, [.. rows.Select(r => names.Select(n => cells[(r, n)].FirstOrDefault()).ToList())]);
    }

    private static HistogramBin Bin(IReadOnlyList<object?> row, SectionColumns columns) =>
        new(Number(row, columns.Values[0]), Number(row, columns.Values[1]), Number(row, columns.Values[2]));

    private static PlotPoint Point(IReadOnlyList<object?> row, int time, int value) =>
        row[time] is DateTimeOffset at ? PlotPoint.At(at, Number(row, value)) : new PlotPoint(double.NaN, double.NaN);

    private static string Name(ReportSection section, IReadOnlyList<object?> row, SectionColumns columns) => columns switch
    {
        { Names: [var at, ..] } => SectionText.Cell(row[at], section.Columns[at]),
        { Time: { } at } => SectionText.Cell(row[at], section.Columns[at]),
        _ => SafeText.Of(section.Title),
    };

    private static double Number(IReadOnlyList<object?> row, int at) =>
        row[at] is null or string or DateTimeOffset ? double.NaN : Convert.ToDouble(row[at], CultureInfo.InvariantCulture);

    private static SeriesStyle StyleOf(string column) => column switch
    {
        "successes" or "success" or "succeeded" => SeriesStyle.Success,
        "failures" or "failure" or "failed" => SeriesStyle.Failure,
        _ => default,
    };
}
