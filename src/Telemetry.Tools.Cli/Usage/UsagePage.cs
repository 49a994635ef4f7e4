using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>An answer to <c>usage</c> and what goes with it, for the renderers.</summary>
/// <param name="Result">The answer.</param>
/// <param name="Period">The period that was asked for.</param>
/// <param name="Conditions">The filters as they were typed.</param>
/// <param name="Budgets">How the budgets stand.</param>
/// <param name="Block">The block of five hours that goes on now, or <see langword="null"/>.</param>
/// <param name="Charts">The charts' sections.</param>
/// <param name="Zone">The zone whose days and hours are meant.</param>
/// <param name="Made">When it was made.</param>
internal sealed record UsagePage(
    UsageResult Result,
    ReportPeriod Period,
    IReadOnlyList<string> Conditions,
    IReadOnlyList<BudgetStatus> Budgets,
    UsageRow? Block,
    IReadOnlyList<ReportSection> Charts,
    TimeZoneInfo Zone,
    DateTimeOffset Made)
{
    private const string Stream = "llm-usage";

    /// <summary>Whether there is nothing in the period.</summary>
    public bool IsEmpty => Result.Rows.Count == 0;

    /// <summary>The answer as a report, so that whatever draws reports draws it.</summary>
    /// <param name="sections">The sections to show.</param>
    public ReportPage AsReport(IReadOnlyList<ReportSection> sections)
    {
        var totals = Result.Totals;
        var (first, last) = IsEmpty ? ((DateTimeOffset?)null, (DateTimeOffset?)null) : (Result.Rows.Min(r => r.First), Result.Rows.Max(r => r.Last));
        var summary = new ReportSummary(totals.Requests, null, null, null, null, null, null, null, null, totals.CostUsd, totals.Tokens.Input, totals.Tokens.Output, first, last);
        var report = new ReportResult(Stream, Result.Since, Result.Until, IsEmpty ? 0 : Math.Max(1, totals.Requests), Result.Rejected, [], summary, sections);
        return new ReportPage(report, Period, Conditions, Made)
        {
            Title = "usage",
            Command = $"{Tool.Name} usage {UsageJson.NameOf(Result.Group)}",
            CountText = UsageWords.Requests(totals.Requests),
            Figures = [.. UsageWords.Figures(totals)],
            Remarks = [.. UsageWords.Remarks(this)],
            ZoneName = Zone.BaseUtcOffset == TimeSpan.Zero && !Zone.SupportsDaylightSavingTime ? "UTC" : Zone.Id,
        };
    }

    /// <summary>The rows as a section.</summary>
    /// <param name="withTotals">Whether the last row adds them up.</param>
    public ReportSection Table(bool withTotals)
    {
        var rows = Result.Rows.Select(row => Row(UsageWords.Key(row, Result.Group, Zone), row.Totals)).ToList();
        if (withTotals && rows.Count > 1) rows.Add(Row("Total", Result.Totals));
        return new ReportSection($"usage-{UsageJson.NameOf(Result.Group)}", UsageWords.Title(Result.Group), "table", Columns(Result.Group), rows);
    }

    /// <summary>The same by model, as bars.</summary>
    public static ReportSection Models(UsageResult result)
    {
        var models = result.Rows.SelectMany(row => row.Models).GroupBy(m => m.Model, StringComparer.Ordinal);
        var rows = models
            .Select(g => (Name: g.Key, Cost: g.Sum(m => m.Totals.CostUsd), Priced: g.Any(m => m.Totals.CostUsd is not null), Output: g.Sum(m => m.Totals.Tokens.Output), Total: g.Sum(m => m.Totals.Tokens.Total)))
            .OrderByDescending(m => m.Cost)
            .ThenByDescending(m => m.Total)
            .Select(m => (IReadOnlyList<object?>)[m.Name ?? UsageWords.Unknown, m.Priced ? m.Cost : null, m.Output, m.Total]);
        return new ReportSection(
            "usage-models", "Models", "bar", [new("model", null), new("cost_usd", "usd"), new("output_tokens", "tokens"), new("all_tokens", "tokens")], [.. rows]);
    }

    private static IReadOnlyList<ReportColumn> Columns(UsageGroup group) =>
    [
        new(UsageWords.Noun(group), null), new("cost_usd", "usd"), new("input_tokens", "tokens"), new("cache_read_tokens", "tokens"),
        new("cache_write_tokens", "tokens"), new("output_tokens", "tokens"), new("reasoning_tokens", "tokens"), new("total_tokens", "tokens"),
        new("requests", "count"), new("unpriced_requests", "count"),
    ];

    private static IReadOnlyList<object?> Row(string key, UsageTotals totals)
    {
        var t = totals.Tokens;
        return [key, totals.CostUsd, t.Input, t.CacheRead, t.CacheWrite, t.Output, t.Reasoning, t.Total, totals.Requests, totals.UnpricedRequests];
    }
}
