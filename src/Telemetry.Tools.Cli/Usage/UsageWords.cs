using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>Usage in words, the same in every format.</summary>
internal static class UsageWords
{
    /// <summary>What stands for a group without a name.</summary>
    public const string Unknown = "(unknown)";

    private const int MostModelsNamed = 4;

    /// <summary>What a row is: <c>day</c>.</summary>
    public static string Noun(UsageGroup group) => group switch
    {
        UsageGroup.Daily => "day",
        UsageGroup.Weekly => "week",
        UsageGroup.Monthly => "month",
        UsageGroup.Hourly => "hour",
        UsageGroup.Blocks => "block",
        _ => UsageJson.NameOf(group),
    };

    /// <summary>The table's title.</summary>
    public static string Title(UsageGroup group) => group switch
    {
        UsageGroup.Blocks => "Blocks of five hours",
        UsageGroup.Branch => "Branches",
        _ => char.ToUpperInvariant(Noun(group)[0]) + Noun(group)[1..] + "s",
    };

    /// <summary>A row's name.</summary>
    public static string Key(UsageRow row, UsageGroup group, TimeZoneInfo zone) => (group, row) switch
    {
        (UsageGroup.Blocks, { Block: { } block }) => $"{Local(block.Start, zone, "yyyy-MM-dd HH:mm")}–{Local(block.End, zone, "HH:mm")}{(block.IsActive ? " now" : "")}",
        (UsageGroup.Hourly, { Key: { } hour }) => hour[..16].Replace('T', ' '),
        (_, { Key: { } key }) => SafeText.Of(key),
        _ => Unknown,
    };

    /// <summary><c>1,234 requests</c>.</summary>
    public static string Requests(long count) => $"{ValueFormat.Text(count, "count")} request{(count == 1 ? "" : "s")}";

    /// <summary>Money, or that nothing of it has a price.</summary>
    public static string Cost(decimal? cost) => cost is { } known ? ValueFormat.Cell(known, "usd") : ValueFormat.Unknown;

    /// <summary>Money in a column, to the cent.</summary>
    public static string Cents(decimal? cost) => cost switch
    {
        null => ValueFormat.Unknown,
        > 0 and < 0.005m => "<$0.01",
        { } known => string.Create(CultureInfo.InvariantCulture, $"${known:#,0.00}"),
    };

    /// <summary>The key figures.</summary>
    public static IEnumerable<KeyFigure> Figures(UsageTotals totals)
    {
        var tokens = totals.Tokens;
        yield return new("Cost", Cost(totals.CostUsd), totals.UnpricedRequests > 0 ? $"without {Requests(totals.UnpricedRequests)} of unknown price" : null);
        yield return new("Requests", ValueFormat.Text(totals.Requests, "count"));
        yield return new("Fresh input", ValueFormat.Compact(tokens.Input, "tokens"), "tokens, without cache");
        yield return new("Cache read", ValueFormat.Compact(tokens.CacheRead, "tokens"), CacheShare(tokens));
        yield return new("Cache write", ValueFormat.Compact(tokens.CacheWrite, "tokens"), "tokens");
        yield return new("Output", ValueFormat.Compact(tokens.Output, "tokens"), tokens.Reasoning > 0 ? $"tokens, {ValueFormat.Compact(tokens.Reasoning, "tokens")} of them reasoning" : "tokens");
    }

    /// <summary>What a reader must know: requests without a price, budgets, the block that goes on.</summary>
    public static IEnumerable<string> Remarks(UsagePage page)
    {
        if (Unpriced(page.Result) is { } unpriced) yield return unpriced;
        foreach (var budget in page.Budgets) yield return $"Budget {Budget(budget, page.Zone)}";
        if (page.Block is { } block) yield return $"Block {Block(block, page.Zone)}";
    }

    /// <summary>Which requests are not in the cost, or <see langword="null"/>.</summary>
    public static string? Unpriced(UsageResult result)
    {
        var count = result.Totals.UnpricedRequests;
        if (count == 0) return null;
        var names = result.UnpricedModels.Take(MostModelsNamed).Select(m => m.Model is null ? "unknown models" : SafeText.Of(m.Model, 40)).ToList();
        var more = result.UnpricedModels.Count - names.Count;
        var models = string.Join(", ", names) + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more} more") : "");
        return $"{Requests(count)} of {models} {(count == 1 ? "has" : "have")} no known price and {(count == 1 ? "is" : "are")} not in the cost.";
    }

    /// <summary>A budget: <c>monthly (all): $45.67 of $200.00 (23 %), at this pace $98.10 by 30 Nov</c>.</summary>
    public static string Budget(BudgetStatus status, TimeZoneInfo zone)
    {
        var budget = status.Budget;
        var end = TimeZoneInfo.ConvertTime(status.End, zone).AddDays(-1).ToString("d MMM", CultureInfo.InvariantCulture);
        var share = ValueFormat.Text((double)(status.SpentUsd / budget.LimitUsd), "rate");
        var state = status.State switch { BudgetState.Over => "OVER: ", BudgetState.Warning => "warning: ", _ => "" };
        var pace = budget.Period == BudgetPeriod.Daily ? "by midnight" : $"by {end}";
        return $"{BudgetFile.NameOf(budget.Period)} ({SafeText.Of(budget.Scope)}): {state}{Cost(status.SpentUsd)} of {Cost(budget.LimitUsd)} ({share}), at this pace {Cost(status.ProjectedUsd)} {pace}";
    }

    /// <summary>The block that goes on: spent, burn rate, and what it comes to.</summary>
    public static string Block(UsageRow row, TimeZoneInfo zone)
    {
        var block = row.Block!;
        var parts = new List<string>
        {
            $"{Local(block.Start, zone, "HH:mm")}–{Local(block.End, zone, "HH:mm")}: {Cost(row.Totals.CostUsd)}, {ValueFormat.Compact(row.Totals.Tokens.Total, "tokens")} tokens so far",
        };
        if (block.TokensPerMinute is { } rate) parts.Add($"{ValueFormat.Compact(Math.Round(rate), "tokens")} tokens/min{(block.CostPerHourUsd is { } hour ? $", {Cost(Round(hour))}/h" : "")}");
        if (block.ProjectedTokens is { } tokens) parts.Add($"at its end {(block.ProjectedCostUsd is { } cost ? $"{Cost(Round(cost))}, " : "")}{ValueFormat.Compact(tokens, "tokens")} tokens");
        return string.Join(" · ", parts);
    }

    private static string CacheShare(TokenCounts tokens) =>
        tokens.Prompt > 0 ? $"{ValueFormat.Text((double)tokens.CacheRead / tokens.Prompt, "rate")} of all input" : "tokens";

    private static decimal Round(decimal amount) => decimal.Round(amount, 4);

    private static string Local(DateTimeOffset time, TimeZoneInfo zone, string format) => TimeZoneInfo.ConvertTime(time, zone).ToString(format, CultureInfo.InvariantCulture);
}
