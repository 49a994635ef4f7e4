using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>The report's sections over time, to be shown as one small trend a row of another section.</summary>
internal sealed class Trends
{
    private readonly IReadOnlyList<ReportSection> _sections;

    private Trends(IReadOnlyList<ReportSection> sections) => _sections = sections;

    /// <summary>Finds the sections over time and by name.</summary>
    public static Trends Of(ReportResult report) =>
        new([.. report.Sections.Where(section => section.Chart is "line" or "area" && SectionColumns.Of(section) is { Time: not null, Names.Count: 1, Values.Count: > 0 })]);

    /// <summary>The trend that belongs to a section: same names, same unit.</summary>
    public Trend For(ReportSection section)
    {
        var columns = SectionColumns.Of(section);
        var found = _sections.FirstOrDefault(candidate =>
            SectionColumns.Of(candidate) is var other
            && candidate.Columns[other.Names[0]].Name == section.Columns[columns.Names[0]].Name
            && candidate.Columns[other.Values[0]].Unit == section.Columns[columns.Values[0]].Unit);
        return found is null ? Trend.None : Trend.From(found);
    }

    /// <summary>Whether a section is shown as the trend of one of the bars already.</summary>
    public bool AreShownWith(ReportSection section, IEnumerable<BarTable> bars) =>
        _sections.Contains(section) && bars.Any(bar => bar.Trend.Section == section);
}
