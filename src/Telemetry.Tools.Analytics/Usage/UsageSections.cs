using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>The charts of <c>usage</c>, as sections that every renderer takes.</summary>
public static class UsageSections
{
    private const int MostModels = 7;
    private const int MostMonths = 6;
    private const string Unknown = "(unknown)";

    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Cost a day by model, cost summed up against the monthly budget, cost by hour and weekday, tokens a day by class.</summary>
    /// <param name="store">The store.</param>
    /// <param name="query">Period, zone, filter and prices; the group is of no matter.</param>
    /// <param name="budget">The budget to draw against; <see langword="null"/> = none.</param>
    public static IReadOnlyList<ReportSection> Of(EventStore store, UsageQuery query, Budget? budget = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Of(() => store.Read<LlmUsage>(query.Since, query.Until), query, budget);
    }

    /// <summary>The same for events from anywhere.</summary>
    public static IReadOnlyList<ReportSection> Of(Func<IEnumerable<LlmUsage>> read, UsageQuery query, Budget? budget = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        var days = UsageReport.Run(read, query with { Group = UsageGroup.Daily }).Rows;
        var hours = UsageReport.Run(read, query with { Group = UsageGroup.Hourly }).Rows;
        return [CostPerDay(days), Cumulative(days, budget), ByHourAndWeekday(hours, query.Zone), TokensByClass(days)];
    }

    private static ReportSection CostPerDay(IReadOnlyList<UsageRow> days)
    {
        var models = days.SelectMany(d => d.Models)
            .GroupBy(m => m.Model ?? Unknown, StringComparer.Ordinal)
            .OrderByDescending(g => g.Sum(m => m.Totals.CostUsd))
            .Select(g => g.Key)
            .ToList();
        var top = models.Take(MostModels).Append(Unknown).ToHashSet(StringComparer.Ordinal);
        var others = string.Create(CultureInfo.InvariantCulture, $"other ({models.Count(model => !top.Contains(model))})");
        var rows = days.SelectMany(day => day.Models
            .GroupBy(m => top.Contains(m.Model ?? Unknown) ? m.Model ?? Unknown : others, StringComparer.Ordinal)
            .Select(Row(day)));
        return Section("usage-cost-per-day", "Cost a day by model", "stacked-bar", [Time("day"), Text("model"), Usd("cost_usd")], rows);

        Func<IGrouping<string, UsageModel>, IReadOnlyList<object?>> Row(UsageRow day) =>
            group => [DayOf(day), group.Key, Cost(group.Select(m => m.Totals))];
    }

    // The latest months: more lines, and the budget's, could not be told apart.
    private static ReportSection Cumulative(IReadOnlyList<UsageRow> all, Budget? budget)
    {
        var every = all.Select(day => day.Key![..7]).Distinct().ToList();
        var months = every.TakeLast(MostMonths).ToHashSet(StringComparer.Ordinal);
        var days = all.Where(day => months.Contains(day.Key![..7])).ToList();
        var rows = new List<IReadOnlyList<object?>>();
        var (sum, month) = (0m, "");
        foreach (var day in days)
        {
            if (day.Key![..7] != month) (sum, month) = (0m, day.Key[..7]);
            sum += day.Totals.CostUsd ?? 0;
            rows.Add([DayOf(day), month, day.Totals.CostUsd is null ? null : sum]);
        }

        if (budget is { Period: BudgetPeriod.Monthly } && days.Count > 0)
        {
            // A line has two ends.
            foreach (var day in days.Count == 1 ? days : [days[0], days[^1]]) rows.Add([DayOf(day), "budget", budget.LimitUsd]);
        }

        var section = Section("usage-cost-cumulative", "Cost since the first of the month", "line", [Time("day"), Text("month"), Usd("cost_usd")], rows);
        return every.Count > MostMonths ? section with { Shown = LastMonths(days) } : section;
    }

    private static string LastMonths(List<UsageRow> days) =>
        string.Create(CultureInfo.InvariantCulture, $"{DayOf(days[0]):MMM yyyy} – {DayOf(days[^1]):MMM yyyy}, the last {MostMonths} months with requests");

    private static ReportSection ByHourAndWeekday(IReadOnlyList<UsageRow> hours, TimeZoneInfo zone)
    {
        var used = hours.ToLookup(h => TimeZoneInfo.ConvertTime(h.First, zone) is var local ? (Weekday: ((int)local.DayOfWeek + 6) % 7, local.Hour) : default);
        var week = hours.Count == 0 ? [] : Enumerable.Range(0, 7).SelectMany(day => Enumerable.Range(0, 24).Select(hour => (Weekday: day, Hour: hour)));
        var rows = week.Select(at => (IReadOnlyList<object?>)
            [Weekdays[at.Weekday], at.Hour.ToString("00", CultureInfo.InvariantCulture), Cost(used[at].Select(h => h.Totals)), used[at].Sum(h => h.Totals.Requests)]);
        return Section(
            "usage-hours", "Cost by weekday and hour", "heat-map", [Text("weekday"), Text("hour"), Usd("cost_usd"), new ReportColumn("requests", "count")], rows);
    }

    private static ReportSection TokensByClass(IReadOnlyList<UsageRow> days)
    {
        var rows = days.SelectMany(day => Classes(day.Totals.Tokens).Select(c => (IReadOnlyList<object?>)[DayOf(day), c.Name, c.Tokens]));
        return Section("usage-tokens", "Tokens a day by class", "stacked-bar", [Time("day"), Text("class"), new ReportColumn("tokens", "tokens")], rows);
    }

    private static IEnumerable<(string Name, long Tokens)> Classes(TokenCounts tokens) =>
        [("input", tokens.Input), ("cache read", tokens.CacheRead), ("cache write", tokens.CacheWrite), ("output", tokens.Output)];

    // Nothing used costs nothing; what has no price has no cost.
    private static decimal? Cost(IEnumerable<UsageTotals> totals) =>
        totals.ToList() is var all && all.Count > 0 && all.TrueForAll(t => t.CostUsd is null) ? null : all.Sum(t => t.CostUsd ?? 0);

    // The zone's day by its name, not the moment at which it begins elsewhere.
    private static DateTimeOffset DayOf(UsageRow day) =>
        new(DateOnly.ParseExact(day.Key!, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static ReportSection Section(string id, string title, string chart, IReadOnlyList<ReportColumn> columns, IEnumerable<IReadOnlyList<object?>> rows) =>
        new(id, title, chart, columns, [.. rows]);

    private static ReportColumn Time(string name) => new(name, "time");

    private static ReportColumn Text(string name) => new(name, null);

    private static ReportColumn Usd(string name) => new(name, "usd");
}
