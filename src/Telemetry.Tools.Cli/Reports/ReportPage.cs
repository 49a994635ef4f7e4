using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>A report and what was asked, for the renderers.</summary>
/// <param name="Report">The answer.</param>
/// <param name="Period">The period that was asked for.</param>
/// <param name="Conditions">The filters as they were typed.</param>
/// <param name="Made">When the report was made.</param>
internal sealed record ReportPage(ReportResult Report, ReportPeriod Period, IReadOnlyList<string> Conditions, DateTimeOffset Made)
{
    /// <summary>The period in words.</summary>
    public string PeriodText => PeriodWords.Of(this);

    /// <summary>Period and number of events: what stands under each chart's title.</summary>
    public string Caption => Report.Events == 0 ? PeriodText : $"{PeriodText} · {KeyFigures.RunsText(Report)}";
}
