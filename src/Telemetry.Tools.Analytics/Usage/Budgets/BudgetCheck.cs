using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Answers <c>budget check</c>.</summary>
public static class BudgetCheck
{
    private const decimal WarnAt = 0.8m;

    /// <summary>How the store's budgets stand.</summary>
    /// <param name="store">The store.</param>
    /// <param name="zone">The zone whose days, weeks and months are meant.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="AnalyticsException">TEL2204: the store's budgets cannot be read.</exception>
    public static IReadOnlyList<BudgetStatus> Run(EventStore store, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Run(since => store.Read<LlmUsage>(since, now), BudgetFile.Load(store.Root), zone, now);
    }

    /// <summary>Whether any budget is over its limit: exit code 3.</summary>
    public static bool IsOver(IReadOnlyList<BudgetStatus> budgets) => budgets.Any(b => b.State == BudgetState.Over);

    /// <summary>Writes the stable JSON shape.</summary>
    public static void Write(IReadOnlyList<BudgetStatus> budgets, Stream output)
    {
        ArgumentNullException.ThrowIfNull(budgets);
        using var json = new Utf8JsonWriter(output, ReportJson.Options);
        json.WriteStartObject();
        json.WriteStartArray("budgets");
        foreach (var status in budgets)
        {
            json.WriteStartObject();
            json.WriteString("period", BudgetFile.NameOf(status.Budget.Period));
            json.WriteString("scope", status.Budget.Scope);
            json.WriteNumber("limit_usd", status.Budget.LimitUsd);
            json.WriteNumber("spent_usd", status.SpentUsd);
            json.WriteNumber("projected_usd", status.ProjectedUsd);
            json.WriteString("state", status.State switch { BudgetState.Over => "over", BudgetState.Warning => "warning", _ => "ok" });
            ReportJson.WriteTime(json, "start", status.Start);
            ReportJson.WriteTime(json, "end", status.End);
            json.WriteNumber("unpriced_requests", status.UnpricedRequests);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static IReadOnlyList<BudgetStatus> Run(
        Func<DateTimeOffset, IEnumerable<LlmUsage>> read, IReadOnlyList<Budget> budgets, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (budgets.Count == 0) return [];
        var counts = budgets.Select(b => new Count(b, zone, now)).ToList();
        foreach (var usage in read(counts.Min(c => c.From)))
        {
            foreach (var count in counts) count.Add(usage);
        }

        return [.. counts.Select(c => c.Status(now))];
    }

    private sealed class Count
    {
        private readonly Budget _budget;
        private readonly UsageFilter _filter;
        private readonly DateTimeOffset _start;
        private readonly DateTimeOffset _end;
        private readonly DateTimeOffset _recent;
        private decimal _spent;
        private decimal _recentlySpent;
        private long _unpriced;

        public Count(Budget budget, TimeZoneInfo zone, DateTimeOffset now)
        {
            (_budget, _filter) = (budget, budget.Filter);
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
            var (first, next, days) = budget.Period switch
            {
                BudgetPeriod.Daily => (today, today.AddDays(1), 1),
                BudgetPeriod.Weekly => (Monday(today), Monday(today).AddDays(7), 7),
                _ => (new DateOnly(today.Year, today.Month, 1), new DateOnly(today.Year, today.Month, 1).AddMonths(1), 30),
            };
            (_start, _end, _recent) = (UsageZone.Midnight(first, zone), UsageZone.Midnight(next, zone), now.AddDays(-days));
        }

        public DateTimeOffset From => _start < _recent ? _start : _recent;

        public void Add(LlmUsage usage)
        {
            if (!_filter.Matches(usage)) return;
            var isNow = usage.Timestamp >= _start && usage.Timestamp < _end;
            if (usage.CostUsd is not { } cost)
            {
                if (isNow) _unpriced += usage.Requests;
                return;
            }

            if (isNow) _spent += cost;
            if (usage.Timestamp >= _recent) _recentlySpent += cost;
        }

        public BudgetStatus Status(DateTimeOffset now)
        {
            // The pace of a whole day, week or month: the first hours of a period say little about its rest.
            var days = _budget.Period switch { BudgetPeriod.Daily => 1m, BudgetPeriod.Weekly => 7m, _ => 30m };
            var left = (decimal)Math.Max(0, (_end - now).TotalDays);
            var projected = decimal.Round(_spent + (_recentlySpent * left / days), 9);
            var state = _spent > _budget.LimitUsd ? BudgetState.Over
                : _spent >= _budget.LimitUsd * WarnAt || projected > _budget.LimitUsd ? BudgetState.Warning
                : BudgetState.Ok;
            return new BudgetStatus(_budget, _start, _end, _spent, projected, _unpriced, state);
        }

        private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}
