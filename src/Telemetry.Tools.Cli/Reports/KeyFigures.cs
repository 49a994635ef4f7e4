using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>A report's key figures as people read them, the same in every format.</summary>
internal static class KeyFigures
{
    /// <summary>The answer in one line, without the stream's name: period, runs, share of successes, typical duration, cost.</summary>
    public static IEnumerable<string> Headline(ReportPage page)
    {
        var summary = page.Report.Summary;
        yield return page.PeriodText;
        yield return page.CountText;
        if (summary.SuccessRate is { } rate) yield return $"{ValueFormat.Text(rate, "rate")} green";
        if (Typical(summary) is { } typical) yield return typical;
        if (summary.CostUsd is { } cost) yield return ValueFormat.Cell(cost, "usd");
        if (summary.InputTokens is not null || summary.OutputTokens is not null) yield return TokensText(summary);
    }

    private static string? Typical(ReportSummary summary) => (summary.P50DurationSeconds, summary.P95DurationSeconds) switch
    {
        ({ } p50, { } p95) => $"{ValueFormat.Text(p50, "s")} typical (p95 {ValueFormat.Text(p95, "s")})",
        _ => null,
    };

    private static string TokensText(ReportSummary summary) =>
        $"{ValueFormat.Compact(summary.InputTokens ?? 0, "tokens")} tokens in, {ValueFormat.Compact(summary.OutputTokens ?? 0, "tokens")} out";
}
