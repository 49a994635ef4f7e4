using System.Text.Json;
using static Telemetry.Tools.Analytics.Tests.UsageSample;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class UsageReportTests
{
    private const int Day = 24 * 60;

    [TestMethod]
    public void DaysAreSummedUpInOrder()
    {
        var result = Run(new UsageQuery(UsageGroup.Daily), Event(Day), Event(0, cost: 2m), Event(5, model: "gpt-5", cost: 0.5m));
        result.Rows.Select(r => (r.Key, r.Totals.Requests, r.Totals.CostUsd)).ShouldBe([("2026-05-01", 2, 2.5m), ("2026-05-02", 1, 1m)]);
        result.Totals.ShouldBe(new UsageTotals(3, new TokenCounts(300, 0, 0, 0, 0, 30), 3.5m, 0));
        result.Rows[0].Models.Select(m => m.Model).ShouldBe(["claude-sonnet-4-5", "gpt-5"]);
    }

    [TestMethod]
    [DataRow(UsageGroup.Hourly, "2026-05-01T10:00Z")]
    [DataRow(UsageGroup.Daily, "2026-05-01")]
    [DataRow(UsageGroup.Weekly, "2026-04-27")]
    [DataRow(UsageGroup.Monthly, "2026-05")]
    [DataRow(UsageGroup.Session, "s1")]
    [DataRow(UsageGroup.Model, "claude-sonnet-4-5")]
    [DataRow(UsageGroup.Project, "shop")]
    [DataRow(UsageGroup.Branch, "main")]
    [DataRow(UsageGroup.Machine, null)]
    [DataRow(UsageGroup.Blocks, "2026-05-01T10:00:00Z")]
    public void EachGroupHasItsKey(UsageGroup group, string? key) =>
        Run(new UsageQuery(group), Event()).Rows.ShouldHaveSingleItem().Key.ShouldBe(key);

    [TestMethod]
    public void TheZoneDecidesOnDaysAndHours()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(14), "test", "test");
        Run(new UsageQuery(UsageGroup.Daily) { Zone = zone }, Event()).Rows[0].Key.ShouldBe("2026-05-02");
        Run(new UsageQuery(UsageGroup.Hourly) { Zone = zone }, Event()).Rows[0].Key.ShouldBe("2026-05-02T00:00+14:00");
        var half = TimeZoneInfo.CreateCustomTimeZone("half", new TimeSpan(5, 45, 0), "half", "half");
        Run(new UsageQuery(UsageGroup.Hourly) { Zone = half }, Event(14), Event(16)).Rows.Select(r => r.Key).ShouldBe(["2026-05-01T16:00+05:45"]);
    }

    [TestMethod]
    public void NamesAreOrderedByCostAndTheUnknownIsShown()
    {
        var result = Run(new UsageQuery(UsageGroup.Project), Event(project: "a", cost: 1m), Event(project: "b", cost: 5m), Event(project: null, cost: 2m), Event(project: "c", cost: null));
        result.Rows.Select(r => r.Key).ShouldBe(["b", null, "a", "c"]);
    }

    [TestMethod]
    public void AnUnknownPriceIsNullAndCountedAndNeverZero()
    {
        var result = Run(new UsageQuery(UsageGroup.Model), Event(cost: 1m), Event(model: "new-1", cost: null), Event(model: "new-1", cost: null));
        result.Totals.CostUsd.ShouldBe(1m);
        result.Totals.UnpricedRequests.ShouldBe(2);
        result.Rows[1].Totals.CostUsd.ShouldBeNull();
        result.UnpricedModels.ShouldBe([("new-1", 2)]);
    }

    [TestMethod]
    public void NothingCostsNothing()
    {
        var result = Run(new UsageQuery(UsageGroup.Daily));
        result.Rows.ShouldBeEmpty();
        result.Totals.ShouldBe(UsageTotals.Zero);
    }

    [TestMethod]
    public void SinceUntilAndFiltersHold()
    {
        LlmUsage[] events = [Event(0), Event(60, model: "gpt-5"), Event(120, project: "Web"), Event(180, branch: null), Event(240, source: "codex")];
        Requests(new UsageQuery(UsageGroup.Daily, Start.AddMinutes(60), Start.AddMinutes(180))).ShouldBe(2);
        Requests(With(new UsageFilter(Model: "claude-*"))).ShouldBe(4);
        Requests(With(new UsageFilter(Model: "*5"))).ShouldBe(5);
        Requests(With(new UsageFilter(Model: "*sonnet*"))).ShouldBe(4);
        Requests(With(new UsageFilter(Project: "web"))).ShouldBe(1);
        Requests(With(new UsageFilter(Branch: "main"))).ShouldBe(4);
        Requests(With(new UsageFilter(Source: "codex"))).ShouldBe(1);
        Requests(With(new UsageFilter(Machine: "*"))).ShouldBe(0);

        long Requests(UsageQuery query) => Run(query, events).Totals.Requests;
        static UsageQuery With(UsageFilter filter) => new(UsageGroup.Daily) { Filter = filter };
    }

    [TestMethod]
    public void BlocksAreFiveHoursFromTheFullHour()
    {
        var result = Run(new UsageQuery(UsageGroup.Blocks) { Now = Start.AddDays(9) }, Event(0), Event(4.4 * 60), Event(4.5 * 60), Event(20 * 60));
        result.Rows.Select(r => (r.Key, r.Totals.Requests)).ShouldBe([("2026-05-01T10:00:00Z", 2), ("2026-05-01T15:00:00Z", 1), ("2026-05-02T06:00:00Z", 1)]);
        result.Rows.ShouldAllBe(r => !r.Block!.IsActive);
        result.Rows[0].Block!.End.ShouldBe(Start.AddMinutes(4.5 * 60));
        result.Rows[2].Block!.TokensPerMinute.ShouldBeNull();
    }

    [TestMethod]
    public void TheActiveBlockIsProjectedToItsEnd()
    {
        // 220 tokens and 2 USD in 60 minutes; now 11:30, end 15:00: 210 minutes are left.
        var block = Run(new UsageQuery(UsageGroup.Blocks) { Now = Start.AddMinutes(60) }, Event(0), Event(60)).Rows.ShouldHaveSingleItem().Block!;
        block.IsActive.ShouldBeTrue();
        block.TokensPerMinute!.Value.ShouldBe(220 / 60.0, 1e-9);
        block.CostPerHourUsd!.Value.ShouldBe(2m);
        block.ProjectedTokens.ShouldBe(220 + 770);
        block.ProjectedCostUsd!.Value.ShouldBe(9m);
    }

    [TestMethod]
    public void RepricingTakesTheGivenPrices()
    {
        var prices = new PriceLookup(PriceLookupTests.Read("""{ "version": "v", "models": { "claude-sonnet-4-5": { "input": 10, "output": 20 } } }"""));
        var query = new UsageQuery(UsageGroup.Model) { Reprice = prices };
        var result = Run(query, Event(input: 100_000, output: 0, cost: 77m), Event(model: "gone", cost: 5m), Event(model: "logged", cost: 5m) with { LoggedCostUsd = 4m });
        result.Rows.Select(r => (r.Key, r.Totals.CostUsd)).ShouldBe([("logged", 4m), ("claude-sonnet-4-5", 1m), ("gone", null)]);
    }

    [TestMethod]
    public void RepricingPricesAGrownRequestAsOne()
    {
        var query = new UsageQuery(UsageGroup.Model) { Reprice = new PriceLookup(PriceTable.BuiltIn) };
        var result = Run(query, Event(input: 250_000, output: 100, key: "k"), Event(1, input: 0, output: 900, requests: 0, key: "k#grown=1000"));
        result.Totals.CostUsd.ShouldBe(1.5225m);
        result.Totals.Tokens.Output.ShouldBe(1000);
        result.Totals.Requests.ShouldBe(1);
    }

    [TestMethod]
    public void TheJsonShapeIsTheDocumentedOne()
    {
        using var output = new MemoryStream();
        UsageJson.Write(Run(new UsageQuery(UsageGroup.Daily), Event(cost: null)), output);
        var root = JsonDocument.Parse(output.ToArray()).RootElement;
        root.GetProperty("group").GetString().ShouldBe("daily");
        string[] names = ["requests", "input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens", "total_tokens", "cost_usd", "unpriced_requests"];
        var row = root.GetProperty("rows")[0];
        row.GetProperty("key").GetString().ShouldBe("2026-05-01");
        foreach (var name in names)
        {
            root.GetProperty("totals").TryGetProperty(name, out _).ShouldBeTrue(name);
            row.TryGetProperty(name, out _).ShouldBeTrue(name);
        }

        row.GetProperty("cost_usd").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("total_tokens").GetInt64().ShouldBe(110);
    }

    [TestMethod]
    public void AStoreIsAsked()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, ClaudeImportTests.Row("m1", "r1"), "broken");
        using var store = world.Open();
        var result = UsageReport.Run(store, new UsageQuery(UsageGroup.Session));
        result.Rows.ShouldHaveSingleItem().Key.ShouldBe("s1");
        result.Rejected.ShouldBe(0);
    }

    [TestMethod]
    public void ZonesAndDaysAreReadAsTyped()
    {
        UsageZone.Find("UTC").ShouldBe(TimeZoneInfo.Utc);
        Should.Throw<AnalyticsException>(() => UsageZone.Find("Nowhere/Land")).Id.ShouldBe(UsageDiagnostics.UnknownTimeZone);
        var zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test");
        UsageZone.ParseSince("2026-05-01", zone, Start).ShouldBe(new DateTimeOffset(2026, 4, 30, 22, 0, 0, TimeSpan.Zero));
        UsageZone.ParseUntil("20260501", zone, Start).ShouldBe(new DateTimeOffset(2026, 5, 1, 22, 0, 0, TimeSpan.Zero));
        UsageZone.ParseSince("2h", zone, Start).ShouldBe(Start.AddHours(-2));
    }

    [TestMethod]
    public void ChartsTellTheSameSums()
    {
        LlmUsage[] events = [.. Enumerable.Range(0, 10).Select(i => Event(i * 60, model: $"m{i}", cost: i)), Event(3 * Day, model: null, cost: 2m), Event(31 * Day, cost: 7m)];
        var sections = UsageSections.Of(() => events, new UsageQuery(UsageGroup.Daily), new Budget(BudgetPeriod.Monthly, 100m));
        sections.Select(s => (s.Id, s.Chart)).ShouldBe([("usage-cost-per-day", "stacked-bar"), ("usage-cost-cumulative", "line"), ("usage-hours", "heat-map"), ("usage-tokens", "stacked-bar")]);
        sections[0].Rows.Sum(r => (decimal)r[2]!).ShouldBe(54m);
        sections[0].Rows.Select(r => r[1]).ShouldContain("other (4)");
        sections[1].Rows.Where(r => (string)r[1]! != "budget").Select(r => r[2]).ShouldBe([45m, 47m, 7m]);
        sections[2].Rows.Sum(r => (decimal)r[2]!).ShouldBe(54m);
        sections[3].Rows.Sum(r => (long)r[2]!).ShouldBe(12 * 110);
        foreach (var section in sections) section.Rows.ShouldAllBe(r => r.Count == section.Columns.Count);
    }

    [TestMethod]
    public void TheCumulativeChartHasTheLatestSixMonths()
    {
        LlmUsage[] events = [.. Enumerable.Range(0, 9).Select(month => Event(month * 31 * Day))];
        var cumulative = UsageSections.Of(() => events, new UsageQuery(UsageGroup.Daily), new Budget(BudgetPeriod.Monthly, 100m))[1];
        cumulative.Rows.Select(row => (string)row[1]!).Distinct().ShouldBe(["2026-08", "2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "budget"]);
        cumulative.Shown.ShouldBe("Aug 2026 – Jan 2027, the last 6 months with requests");
        UsageSections.Of(() => events.Take(6), new UsageQuery(UsageGroup.Daily))[1].Shown.ShouldBeNull();
    }

    [TestMethod]
    public void ChartsHaveNoCostWhereNothingHasAPrice()
    {
        LlmUsage[] events = [Event(cost: 2m), Event(Day, model: "unknown", cost: null), Event(2 * Day, cost: 1m)];
        var sections = UsageSections.Of(() => events, new UsageQuery(UsageGroup.Daily));
        sections[0].Rows.Select(row => row[2]).ShouldBe([2m, null, 1m]);
        sections[1].Rows.Select(row => row[2]).ShouldBe([2m, null, 3m]);
        sections[2].Rows.Count(row => row[2] is null).ShouldBe(1);
        sections[2].Rows.Single(row => row[2] is null)[3].ShouldBe(1L);
    }
}
