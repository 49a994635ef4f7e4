using System.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>The report of PromptOS's log, by its own schema.</summary>
[TestClass]
public sealed class PromptRunReportTests
{
    private static readonly string[] Lines =
    [
        Line("2026-02-18T07:00:00.000Z", "codegen-v1", "1.0.0", "alice", "admin", "m1", "cli", 1000, null),
        Line("2026-02-18T08:00:00.000Z", "codegen-v1", "1.0.0", "bob", "dev", "m1", "cli", 2000, "Timed out after 10 s"),
        Line("2026-02-19T07:00:00.000Z", "codegen-v1", "1.1.0", "alice", "admin", "m2", "api", 3000, "timed out after 20 s"),
        Line("2026-02-19T07:00:00.000Z", "debugging-v1", "1.1.0", "alice", "admin", "m1", "slack", 4000, "429"),
    ];

    [TestMethod]
    public void TheSummaryHoldsTheDocumentsFigures()
    {
        var summary = Report().Summary;
        (summary.Runs, summary.Successes, summary.Failures, summary.SuccessRate).ShouldBe((4, 1, 3, 0.25));
        (summary.AverageDurationSeconds, summary.P50DurationSecondsExact, summary.P95DurationSecondsExact).ShouldBe((2.5, 2.0, 4.0));
    }

    [TestMethod]
    public void SectionsCoverPromptsModelsVersionsUsersRolesChannelsErrorsAndDays()
    {
        var report = Report();
        report.Sections.Select(section => section.Id).ShouldBe(
        [
            "top-prompts", "success-by-prompt", "latency-by-prompt", "latency", "runs-by-model", "runs-by-version", "runs-by-user", "runs-by-role",
            "runs-by-channel", "error-kinds", "runs-over-time", "success-over-time", "latency-distribution",
        ]);
        Rows(report, "top-prompts").ShouldBe(["codegen-v1,3", "debugging-v1,1"]);
        Rows(report, "latency").ShouldHaveSingleItem().ShouldMatch("^all,2\\.5,2\\.0\\d*,4\\.0\\d*,4$");
        Rows(report, "error-kinds").ShouldBe(["timeout,2", "rate limit,1"]);
        Rows(report, "success-over-time").ShouldBe(["2026-02-18T00:00:00Z,0.5,2", "2026-02-19T00:00:00Z,0,2"]);
        Rows(report, "runs-by-channel").Select(row => row.Split(',')[0]).ShouldBe(["cli", "api", "slack"]);
    }

    [TestMethod]
    public void FiguresAreAllThatTheRolesAllow()
    {
        var models = Report().Sections.Single(section => section.Id == "runs-by-model");
        models.Columns.Select(column => column.Name).ShouldBe(
            ["model", "runs", "successes", "failures", "success_rate", "average_duration_seconds", "p50_duration_seconds", "p95_duration_seconds"]);
        models.Rows[0].Take(6).ShouldBe(["m1", 3L, 1L, 2L, 1.0 / 3, (1 + 2 + 4) / 3.0]);
    }

    [TestMethod]
    public void WhatIsGroupedByErrorHasOne()
    {
        var report = Report(new ReportQuery { By = "error", Where = [Filter.Parse("model=m1")] });
        Rows(report, "by-error").Select(row => row.Split(',')[0]).ShouldBe(["429", "Timed out after 10 s"]);
    }

    [TestMethod]
    public void OverTimeTheGroupsWithMostEventsAreKept()
    {
        var trend = Report(definition: new("trend", "Trend", ReportChart.Line, "p50:latency_ms", "prompt_id", "day", null, 1, null));
        Rows(trend, "trend").Select(row => row.Split(',')[1]).Distinct().ShouldBe(["codegen-v1", "other (1)"]);
    }

    [TestMethod]
    public void ATimelineHasDaysWhereItNamesNoBucket()
    {
        var report = Report(definition: new("when", "When", ReportChart.Timeline, "count", "prompt_id", null, null, 0, null));
        Rows(report, "when").ShouldBe(["2026-02-18T00:00:00Z,codegen-v1,2", "2026-02-18T00:00:00Z,debugging-v1,0", "2026-02-19T00:00:00Z,codegen-v1,1", "2026-02-19T00:00:00Z,debugging-v1,1"]);
    }

    private static ReportResult Report(ReportQuery? query = null, ReportDefinition? definition = null)
    {
        var schema = Schemas.Product("prompt-runs");
        using var folder = new TempFolder();
        var file = folder.Write("promptos-usage.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', Lines) + "\n"));
        return ReportBuilder.Build(StreamSource.FromFiles(definition is null ? schema : schema with { Reports = new([definition]) }, file), query ?? new ReportQuery());
    }

    private static IEnumerable<string> Rows(ReportResult report, string id) =>
        report.Sections.Single(section => section.Id == id).Rows.Select(row => string.Join(',', row.Select(Text)));

    private static string? Text(object? cell) => cell is DateTimeOffset time ? ReportJson.Format(time) : Convert.ToString(cell, System.Globalization.CultureInfo.InvariantCulture);

    private static string Line(string time, string id, string version, string user, string role, string model, string channel, int latency, string? error) =>
        $$"""{"ts":"{{time}}","prompt_id":"{{id}}","version":"{{version}}","user":"{{user}}","role":"{{role}}","model":"{{model}}","channel":"{{channel}}","input_hash":"{{new string('a', 64)}}","output_hash":null,"success":{{(error is null ? "true" : "false")}},"latency_ms":{{latency}},"error":{{(error is null ? "null" : $"\"{error}\"")}}}""";
}
