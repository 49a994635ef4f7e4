namespace Telemetry.Tools.Analytics;

/// <summary>The answer to <c>report STREAM</c>: what each renderer (terminal, Markdown, JSON, HTML, CSV) is given.</summary>
/// <param name="Stream">The stream asked about.</param>
/// <param name="Since">Start of the period, inclusive; <see langword="null"/> = since the first event.</param>
/// <param name="Until">End of the period, exclusive; <see langword="null"/> = up to the last event.</param>
/// <param name="Events">Events counted.</param>
/// <param name="Rejected">Lines that are no valid events.</param>
/// <param name="RejectedLines">The first of them.</param>
/// <param name="Summary">Key figures; holds what the schema's roles allow.</param>
/// <param name="Sections">One table, and mostly one chart, each.</param>
public sealed record ReportResult(
    string Stream,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    long Events,
    long Rejected,
    IReadOnlyList<RejectedLine> RejectedLines,
    ReportSummary Summary,
    IReadOnlyList<ReportSection> Sections);

/// <summary>Key figures of a report. A figure that the schema's roles do not allow is <see langword="null"/>.</summary>
/// <param name="Runs">Events counted.</param>
/// <param name="Successes">Events that succeeded, by role <c>success</c>, else <c>outcome</c> = 0.</param>
/// <param name="Failures">Events that did not.</param>
/// <param name="SuccessRate">0–1.</param>
/// <param name="AverageDurationSeconds">Mean of role <c>duration</c>, in seconds.</param>
/// <param name="P50DurationSeconds">Median by the log-linear histogram, in seconds.</param>
/// <param name="P95DurationSeconds">95th percentile by the log-linear histogram, in seconds.</param>
/// <param name="P50DurationSecondsExact">Exact median (nearest rank), in seconds.</param>
/// <param name="P95DurationSecondsExact">Exact 95th percentile (nearest rank), in seconds.</param>
/// <param name="CostUsd">Sum of role <c>cost</c>, in US dollars.</param>
/// <param name="InputTokens">Sum of role <c>tokens_input</c>.</param>
/// <param name="OutputTokens">Sum of role <c>tokens_output</c>.</param>
/// <param name="First">Time of the first event.</param>
/// <param name="Last">Time of the last event.</param>
public sealed record ReportSummary(
    long Runs,
    long? Successes,
    long? Failures,
    double? SuccessRate,
    double? AverageDurationSeconds,
    double? P50DurationSeconds,
    double? P95DurationSeconds,
    double? P50DurationSecondsExact,
    double? P95DurationSecondsExact,
    decimal? CostUsd,
    long? InputTokens,
    long? OutputTokens,
    DateTimeOffset? First,
    DateTimeOffset? Last)
{
    /// <summary>Names (as in the JSON answer) of the figures that the schema's roles allow; <see langword="null"/> = those that are not null.</summary>
    public IReadOnlySet<string>? Keys { get; init; }
}

/// <summary>One section of a report: a table, and how it is drawn.</summary>
/// <param name="Id">Stable name; also the chart's file name.</param>
/// <param name="Title">Title for people.</param>
/// <param name="Chart"><c>bar stacked-bar line area histogram scatter heat-map timeline table</c>.</param>
/// <param name="Columns">The columns: grouping columns first.</param>
/// <param name="Rows">Cells by column: <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="decimal"/>, <see cref="DateTimeOffset"/> or <see langword="null"/>.</param>
public sealed record ReportSection(
    string Id,
    string Title,
    string Chart,
    IReadOnlyList<ReportColumn> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>What part of the data it shows, in words for the chart's caption; <see langword="null"/> = all of it. Not part of the JSON.</summary>
    public string? Shown { get; init; }
}

/// <summary>A column of a section.</summary>
/// <param name="Name">Stable name in snake_case.</param>
/// <param name="Unit">Unit of its numbers (<c>s ms usd tokens count rate</c>), <c>time</c> for times, or <see langword="null"/> for text.</param>
public sealed record ReportColumn(string Name, string? Unit);
