using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>How often which kind of error occurs: messages differ in numbers and names, kinds can be counted.</summary>
internal static class ErrorSection
{
    /// <summary>Whether a report counts errors.</summary>
    public static bool Fits(ReportDefinition report, Column? by) => by?.Field.Role == FieldRole.Error && report is { Measure: "count", Bucket: null };

    public static SectionPlan Plan(ReportDefinition report, Column by, Query query) => new(
        query with { Measures = [Measure.Count], Top = 0 }, (answer, _) => Present(report, by, answer));

    private static ReportSection Present(ReportDefinition report, Column by, QueryAnswer answer) => new(
        report.Id,
        report.Title,
        ChartWords.Of(report.Chart),
        [new ReportColumn(by.Path, null), new ReportColumn("count", "count")],
        [.. Kinds(answer).OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Id, StringComparer.Ordinal).Select(kind => (IReadOnlyList<object?>)[kind.Id.Replace('_', ' '), kind.Count])]);

    private static IEnumerable<(string Id, long Count)> Kinds(QueryAnswer answer) => answer.Rows
        .Where(row => row.Key is not null)
        .GroupBy(row => ErrorKind.Of(row.Key).Id)
        .Select(kind => (kind.Key, kind.Sum(row => (long)row.Values[0]!)));
}
