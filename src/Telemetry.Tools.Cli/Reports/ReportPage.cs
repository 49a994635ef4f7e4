using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>A report and what was asked, for the renderers.</summary>
/// <param name="Report">The answer.</param>
/// <param name="Period">The period that was asked for.</param>
/// <param name="Conditions">The filters as they were typed.</param>
/// <param name="Made">When the report was made.</param>
internal sealed record ReportPage(ReportResult Report, ReportPeriod Period, IReadOnlyList<string> Conditions, DateTimeOffset Made)
{
    private readonly string? _title;
    private readonly string? _command;
    private readonly string? _countText;
    private readonly IReadOnlyList<KeyFigure>? _figures;

    /// <summary>What the page is called; the stream's name.</summary>
    public string Title { get => _title ?? Report.Stream; init => _title = value; }

    /// <summary>The command that makes it.</summary>
    public string Command { get => _command ?? $"{Tool.Name} report {Report.Stream}"; init => _command = value; }

    /// <summary>What was counted: <c>128 runs</c>.</summary>
    public string CountText { get => _countText ?? ReportFigures.RunsText(Report); init => _countText = value; }

    /// <summary>The key figures.</summary>
    public IReadOnlyList<KeyFigure> Figures { get => _figures ?? [.. ReportFigures.All(Report)]; init => _figures = value; }

    /// <summary>Sentences that a reader must know.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The zone of days and hours.</summary>
    public string ZoneName { get; init; } = "UTC";

    /// <summary>The period in words.</summary>
    public string PeriodText => PeriodWords.Of(this);

    /// <summary>Period and number of events: what stands under each chart's title.</summary>
    public string Caption => Report.Events == 0 ? PeriodText : $"{PeriodText} · {CountText}";
}
