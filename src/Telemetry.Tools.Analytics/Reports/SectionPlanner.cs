using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Turns a schema's report definitions into questions and tables.</summary>
internal sealed class SectionPlanner(StreamLayout layout, ReportQuery request)
{
    private const int DefaultTop = 20;

    public SectionPlan Plan(ReportDefinition report)
    {
        if (report is { Chart: ReportChart.Timeline, Bucket: null }) report = report with { Bucket = "day" };
        var by = report.By is { } name ? layout.Resolve(name) : null;
        if (report.Chart == ReportChart.Histogram && DistributedField(report, by) is { } field) return DistributionSection.Plan(report, field, Ask(report, null));
        if (ErrorSection.Fits(report, by)) return ErrorSection.Plan(report, by!, Ask(report, by));
        var figures = Ranked(report, by, FiguresOf(report.Measure));
        var query = Ask(report, by) with { Measures = [.. figures.Select(figure => figure.Measure)] };
        return new SectionPlan(query, (answer, _) => Table(report, by, figures, answer));
    }

    /// <summary>The table behind <c>--by FIELD</c>: every figure that the roles allow, a row for each group.</summary>
    public SectionPlan PlanBy(string field)
    {
        var by = layout.Resolve(field);
        var report = new ReportDefinition(
            $"by-{Slug(by.Path)}", $"By {Words(by.Path)}", ReportChart.Table, "count", by.Path, null, null, request.Top, null);
        List<Figure> figures = [.. AllFigures()];
        var query = Ask(report, by) with { Measures = [.. figures.Select(figure => figure.Measure)] };
        return new SectionPlan(query, (answer, _) => Table(report, by, figures, answer));
    }

    /// <summary>A path as a part of a section's id, which is a file name too.</summary>
    public static string Slug(string path) => string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));

    /// <summary>A path as people say it.</summary>
    public static string Words(string path) => path.Replace('_', ' ').Replace('.', ' ');

    private Query Ask(ReportDefinition report, Column? by) => new(
        [Measure.Count], by?.Path, BucketOf(report.Bucket), WhereOf(by), request.Since, request.Until, report.Event, TopOf(report, by));

    // Who groups by what went wrong does not ask for what went well.
    private IReadOnlyList<Filter> WhereOf(Column? by) =>
        by?.Field.Role == FieldRole.Error ? [.. request.Where, new Filter(by.Path, FilterOperator.NotEqual, "null")] : request.Where;

    private int TopOf(ReportDefinition report, Column? by) =>
        by is null ? 0 : request.Top > 0 ? request.Top : report.Top > 0 ? report.Top : DefaultTop;

    private static TimeBucket BucketOf(string? bucket) => bucket switch
    {
        null => TimeBucket.None,
        "hour" => TimeBucket.Hour,
        "day" => TimeBucket.Day,
        "week" => TimeBucket.Week,
        "month" => TimeBucket.Month,
        _ => throw new AnalyticsException(AnalyticsDiagnostics.BadMeasure, $"'{bucket}' is no bucket of time. Buckets: hour, day, week, month."),
    };

    private Column? DistributedField(ReportDefinition report, Column? by)
    {
        if (by is { IsNumber: true }) return by;
        if (Measure.TryParse(report.Measure)?.Field is { } field) return layout.Resolve(field);
        return by is null ? layout.RoleColumns(FieldRole.Duration).FirstOrDefault() : null;
    }

    // Over time the groups with most events are kept: the slowest one may have run once. Sums and counts rank by themselves.
    private static List<Figure> Ranked(ReportDefinition report, Column? by, List<Figure> figures) =>
        report.Bucket is null || by is null || figures[0].Measure.Kind is MeasureKind.Count or MeasureKind.Sum ? figures : [new(Measure.Count, null, null), .. figures];

    private List<Figure> FiguresOf(string measure)
    {
        if (measure == "count") return [new(Measure.Count, "count", "count")];
        if (measure == "success_rate") return [new(Measure.SuccessRate, "success_rate", "rate"), new(Measure.Count, "runs", "count")];
        if (measure == "figures") return [.. AllFigures()];
        if (measure == "outcome")
        {
            // Ordered by all runs, which are not shown.
            return [new(Measure.Count, null, null), new(Measure.Successes, "successes", "count"), new(Measure.Failures, "failures", "count")];
        }

        var parsed = Measure.Parse(measure);
        var column = layout.Resolve(parsed.Field!);
        return parsed.Kind == MeasureKind.Average && column.IsDuration ? AverageDuration(column) : [Figure.Of(parsed, column), new(Measure.Count, "runs", "count")];
    }

    private static List<Figure> AverageDuration(Column column) =>
    [
        Figure.Of(Measure.Average(column.Path), column),
        Figure.Of(Measure.Percentile(column.Path, 50), column),
        Figure.Of(Measure.Percentile(column.Path, 95), column),
        new(Measure.Count, "runs", "count"),
    ];

    private IEnumerable<Figure> AllFigures()
    {
        yield return new(Measure.Count, "runs", "count");
        if (layout.HasRole(FieldRole.Success) || layout.HasRole(FieldRole.Outcome))
        {
            yield return new(Measure.Successes, "successes", "count");
            yield return new(Measure.Failures, "failures", "count");
            yield return new(Measure.SuccessRate, "success_rate", "rate");
        }

        if (layout.RoleColumns(FieldRole.Duration).FirstOrDefault() is { IsNumber: true } duration)
        {
            yield return Figure.Of(Measure.Average(duration.Path), duration);
            yield return Figure.Of(Measure.Percentile(duration.Path, 50), duration);
            yield return Figure.Of(Measure.Percentile(duration.Path, 95), duration);
        }

        foreach (var (role, name, unit) in ((FieldRole, string, string)[])[(FieldRole.Cost, "cost_usd", "usd"), (FieldRole.TokensInput, "input_tokens", "tokens"), (FieldRole.TokensOutput, "output_tokens", "tokens")])
        {
            if (layout.RoleColumns(role).FirstOrDefault() is { IsNumber: true } column) yield return new(Measure.Sum(column.Path), name, unit);
        }
    }

    private static ReportSection Table(ReportDefinition report, Column? by, List<Figure> figures, QueryAnswer answer)
    {
        var shown = figures.FindAll(figure => figure.Name is not null);
        var columns = new List<ReportColumn>();
        if (report.Bucket is not null) columns.Add(new ReportColumn(report.Bucket, "time"));
        if (by is not null) columns.Add(new ReportColumn(by.Path, null));
        if (columns.Count == 0) columns.Add(new ReportColumn("group", null));
        columns.AddRange(shown.Select(figure => new ReportColumn(figure.Name!, figure.Unit)));
        return new ReportSection(report.Id, report.Title, ChartWords.Of(report.Chart), columns, [.. answer.Rows.Select(row => Cells(report, by, figures, row))]);
    }

    private static List<object?> Cells(ReportDefinition report, Column? by, List<Figure> figures, QueryRow row)
    {
        var cells = new List<object?>();
        if (report.Bucket is not null) cells.Add(row.Bucket);
        if (by is not null) cells.Add(row.Others > 0 ? $"other ({row.Others})" : row.Key);
        if (cells.Count == 0) cells.Add("all");
        for (var i = 0; i < figures.Count; i++)
        {
            if (figures[i].Name is not null) cells.Add(row.Values[i]);
        }

        return cells;
    }
}
