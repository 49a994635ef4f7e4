namespace Telemetry.Tools.Analytics;

/// <summary>Answers <c>report</c>: the sections that a schema asks for, and key figures by its roles, in one pass over a stream.</summary>
public static class ReportBuilder
{
    /// <summary>Reads the stream once and computes its report.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="query">Period, filters and grouping.</param>
    /// <param name="progress">Told about every 8 MB.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="AnalyticsException">A field is unknown, or a filter's value does not fit.</exception>
    public static ReportResult Build(
        StreamSource source, ReportQuery query, IProgress<ScanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var layout = new StreamLayout(source.Schema);
        var summary = new SummaryPlan(layout, query);
        var sections = Sections(layout, query);
        var costs = ModelCosts.TryCreate(layout, query);
        IEnumerable<Query> queries = [summary.Query, .. sections.Select(section => section.Query)];
        var answer = ScanExecutor.Run(source, costs is null ? [.. queries] : [.. queries, costs.Query], progress, cancellationToken: cancellationToken);
        var figures = summary.Summarise(answer.Answers[0].Rows[0], answer.First, answer.Last);
        var report = new ReportResult(
            source.Schema.Stream,
            query.Since,
            query.Until,
            figures.Runs,
            answer.Totals.Rejected,
            answer.Totals.RejectedLines,
            figures,
            [.. sections.Select((section, index) => section.Present(answer.Answers[index + 1], answer.Groups[index + 1]))]);
        return costs is null ? report : costs.AddTo(report, answer.Answers[^1]);
    }

    private static List<SectionPlan> Sections(StreamLayout layout, ReportQuery query)
    {
        var planner = new SectionPlanner(layout, query);
        var reports = layout.Schema.Reports.Count > 0 ? (IReadOnlyList<Schema.ReportDefinition>)layout.Schema.Reports : DefaultReports.For(layout);
        if (query.By is not { } by) return [.. reports.Select(planner.Plan)];
        var id = $"by-{SectionPlanner.Slug(layout.Resolve(by).Path)}";
        return [.. reports.Where(report => report.Id != id).Select(planner.Plan), planner.PlanBy(by)];
    }
}
