using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Reports;

/// <summary>What the columns of a section are.</summary>
/// <param name="Time">The first column of times, or <see langword="null"/>.</param>
/// <param name="Names">Columns of text.</param>
/// <param name="Values">Columns of numbers.</param>
internal sealed record SectionColumns(int? Time, IReadOnlyList<int> Names, IReadOnlyList<int> Values)
{
    /// <summary>Looks at the columns' units.</summary>
    public static SectionColumns Of(ReportSection section)
    {
        var all = Enumerable.Range(0, section.Columns.Count).ToList();
        return new SectionColumns(
            all.Where(at => section.Columns[at].Unit == "time").Cast<int?>().FirstOrDefault(),
            [.. all.Where(at => section.Columns[at].Unit is null)],
            [.. all.Where(at => SectionText.IsNumber(section.Columns[at]))]);
    }
}
