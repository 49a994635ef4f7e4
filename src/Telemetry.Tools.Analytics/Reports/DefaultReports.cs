using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>What is reported of a schema that asks for no reports: what its fields' roles allow.</summary>
internal static class DefaultReports
{
    private const int MaxDimensions = 3;

    private static readonly FieldRole[] Groups = [FieldRole.Dimension, FieldRole.Model, FieldRole.Provider];

    public static IReadOnlyList<ReportDefinition> For(StreamLayout layout)
    {
        var dimensions = Dimensions(layout).Take(MaxDimensions).ToList();
        var reports = dimensions.Select(CountBy).ToList();
        var first = dimensions.FirstOrDefault()?.Path;
        if (layout.HasRole(FieldRole.Success) || layout.HasRole(FieldRole.Outcome))
        {
            reports.Add(Report("success-vs-failure", "Success vs failure", ReportChart.StackedBar, "outcome", first));
        }

        if (layout.RoleColumns(FieldRole.Duration).FirstOrDefault() is { IsNumber: true } duration)
        {
            reports.Add(Report("average-duration", "Average duration", ReportChart.Bar, $"avg:{duration.Path}", first));
            reports.Add(Report("duration-distribution", "Durations", ReportChart.Histogram, "count", duration.Path));
        }

        AddCost(layout, first, reports);
        if (layout.HasRole(FieldRole.Time)) reports.Add(Report("over-time", "Events a day", ReportChart.Line, "count", null, "day"));
        return reports;
    }

    private static IEnumerable<Column> Dimensions(StreamLayout layout)
    {
        var discriminator = layout.Columns.Where(column => column.Path == layout.Schema.Discriminator);
        return discriminator.Concat(layout.Columns.Where(column => column.IsScalar && Groups.Contains(column.Field.Role))).DistinctBy(column => column.Path);
    }

    private static void AddCost(StreamLayout layout, string? first, List<ReportDefinition> reports)
    {
        if (layout.RoleColumns(FieldRole.Cost).FirstOrDefault() is not { IsNumber: true } cost) return;
        var by = layout.RoleColumns(FieldRole.Model).FirstOrDefault()?.Path ?? first;
        reports.Add(Report("cost", "Cost", ReportChart.Bar, $"sum:{cost.Path}", by));
    }

    private static ReportDefinition CountBy(Column column) => Report(
        $"by-{SectionPlanner.Slug(column.Path)}", $"Events by {SectionPlanner.Words(column.Path)}", ReportChart.Bar, "count", column.Path);

    private static ReportDefinition Report(string id, string title, ReportChart chart, string measure, string? by, string? bucket = null) =>
        new(id, title, chart, measure, by, bucket, null, 0, null);
}
