using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Reports;

/// <summary>A report's key figures as people read them, the same in every format.</summary>
internal static class ReportFigures
{
    /// <summary>All figures that the schema allows, by name.</summary>
    public static IEnumerable<KeyFigure> All(ReportResult report)
    {
        var summary = report.Summary;
        yield return new(RunsName(report), ValueFormat.Text(summary.Runs, "count"));
        if (summary.SuccessRate is { } rate) yield return new("Green", ValueFormat.Text(rate, "rate"), Share(summary));
        if (summary.P50DurationSeconds is { } p50) yield return new("Typical duration", ValueFormat.Text(p50, "s"), "median (p50)");
        if (summary.P95DurationSeconds is { } p95) yield return new("Slow runs", ValueFormat.Text(p95, "s"), "95 of 100 are faster (p95)");
        if (summary.AverageDurationSeconds is { } mean) yield return new("Average duration", ValueFormat.Text(mean, "s"));
        if (summary.CostUsd is { } cost) yield return new("Cost", ValueFormat.Cell(cost, "usd"));
        if (summary.InputTokens is { } input) yield return new("Input tokens", ValueFormat.Text(input, "tokens"));
        if (summary.OutputTokens is { } output) yield return new("Output tokens", ValueFormat.Text(output, "tokens"));
    }

    /// <summary>What is counted: runs, or events where nothing says whether they succeeded.</summary>
    public static string RunsName(ReportResult report) => report.Summary.SuccessRate is null ? "Events" : "Runs";

    /// <summary><c>128 runs</c>, or events where nothing says whether they succeeded.</summary>
    public static string RunsText(ReportResult report)
    {
        var noun = report.Summary.SuccessRate is null ? "event" : "run";
        return $"{ValueFormat.Text(report.Summary.Runs, "count")} {noun}{(report.Summary.Runs == 1 ? "" : "s")}";
    }

    private static string? Share(ReportSummary summary) => (summary.Successes, summary.Failures) switch
    {
        ({ } good, { } bad) => $"{ValueFormat.Text(good, "count")} green, {ValueFormat.Text(bad, "count")} failed",
        _ => null,
    };
}

/// <summary>One key figure.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">How much.</param>
/// <param name="Detail">What else to know, or <see langword="null"/>.</param>
internal sealed record KeyFigure(string Name, string Value, string? Detail = null);
