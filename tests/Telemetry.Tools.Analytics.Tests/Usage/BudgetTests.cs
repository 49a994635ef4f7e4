using System.Text.Json;
using static Telemetry.Tools.Analytics.Tests.UsageSample;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class BudgetTests
{
    // A Friday, half past ten.
    private static readonly DateTimeOffset Now = Start;

    [TestMethod]
    [DataRow(3, BudgetState.Over)]
    [DataRow(4, BudgetState.Warning)]
    [DataRow(4.9, BudgetState.Warning)]
    [DataRow(100, BudgetState.Ok)]
    public void ABudgetIsOkWarnsOrIsOver(double limit, BudgetState expected)
    {
        var status = Check(new Budget(BudgetPeriod.Daily, (decimal)limit), Event(-60, cost: 4m)).ShouldHaveSingleItem();
        status.SpentUsd.ShouldBe(4m);
        status.State.ShouldBe(expected);
    }

    [TestMethod]
    public void ThePaceOfTheLastDaysIsProjected()
    {
        // 7 USD in the last 7 days, 1 of them this week (since Monday); 2 days and 13.5 hours are left.
        var status = Check(new Budget(BudgetPeriod.Weekly, 3.5m), Event(-6 * 24 * 60, cost: 6m), Event(-60, cost: 1m)).ShouldHaveSingleItem();
        status.SpentUsd.ShouldBe(1m);
        status.ProjectedUsd.ShouldBe(1m + 2.5625m);
        status.State.ShouldBe(BudgetState.Warning);
        (status.Start, status.End).ShouldBe((new DateTimeOffset(2026, 4, 27, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.Zero)));
    }

    [TestMethod]
    public void OnlyWhatIsInTheScopeAndThePeriodIsSpent()
    {
        LlmUsage[] events = [Event(-60), Event(-60, project: "other"), Event(-60, model: "gpt-5"), Event(-60, branch: "fix"), Event(-11 * 60), Event(-60, cost: null)];
        Check(new Budget(BudgetPeriod.Daily, 10m), events)[0].SpentUsd.ShouldBe(4m);
        Check(new Budget(BudgetPeriod.Monthly, 10m), events)[0].SpentUsd.ShouldBe(4m);
        Check(new Budget(BudgetPeriod.Daily, 10m, Project: "shop"), events)[0].SpentUsd.ShouldBe(3m);
        Check(new Budget(BudgetPeriod.Daily, 10m, Model: "claude-*", Branch: "main"), events)[0].SpentUsd.ShouldBe(2m);
        Check(new Budget(BudgetPeriod.Daily, 10m), events)[0].UnpricedRequests.ShouldBe(1);
    }

    [TestMethod]
    public void BudgetsAreKeptReplacedAndTakenAway()
    {
        using var world = new AgentWorld();
        BudgetFile.Load(world.StoreRoot).ShouldBeEmpty();
        BudgetFile.Set(world.StoreRoot, new Budget(BudgetPeriod.Daily, 5m));
        BudgetFile.Set(world.StoreRoot, new Budget(BudgetPeriod.Monthly, 100m, Project: "shop"));
        BudgetFile.Set(world.StoreRoot, new Budget(BudgetPeriod.Daily, 7.5m));
        BudgetFile.Load(world.StoreRoot).ShouldBe([new Budget(BudgetPeriod.Monthly, 100m, "shop"), new Budget(BudgetPeriod.Daily, 7.5m)]);
        BudgetFile.Remove(world.StoreRoot, new Budget(BudgetPeriod.Daily, 0m)).ShouldBeTrue();
        BudgetFile.Remove(world.StoreRoot, new Budget(BudgetPeriod.Daily, 0m)).ShouldBeFalse();
        BudgetFile.Load(world.StoreRoot).ShouldHaveSingleItem().Scope.ShouldBe("project=shop");
    }

    [TestMethod]
    public void ABadBudgetIsNamed()
    {
        using var world = new AgentWorld();
        Should.Throw<AnalyticsException>(() => BudgetFile.Set(world.StoreRoot, new Budget(BudgetPeriod.Daily, 0m))).Id.ShouldBe(UsageDiagnostics.BadBudget);
        Should.Throw<AnalyticsException>(() => BudgetFile.ParsePeriod("yearly")).Id.ShouldBe(UsageDiagnostics.BadBudget);
        foreach (var text in new[] { "", "[]", "{}", "{\"budgets\":[{}]}", "{\"budgets\":[{\"period\":\"daily\",\"limit_usd\":\"much\"}]}" })
        {
            File.WriteAllText(Path.Combine(world.StoreRoot, BudgetFile.FileName), text);
            Should.Throw<AnalyticsException>(() => BudgetFile.Load(world.StoreRoot)).Id.ShouldBe(UsageDiagnostics.BadBudget);
        }
    }

    [TestMethod]
    public void TheJsonShapeIsTheDocumentedOne()
    {
        using var world = new AgentWorld();
        BudgetFile.Set(world.StoreRoot, new Budget(BudgetPeriod.Daily, 3m, Model: "claude-*"));
        using var store = world.Open();
        store.Append(Event(-60, cost: 4m));
        var budgets = BudgetCheck.Run(store, TimeZoneInfo.Utc, Now);
        BudgetCheck.IsOver(budgets).ShouldBeTrue();
        using var output = new MemoryStream();
        BudgetCheck.Write(budgets, output);
        var budget = JsonDocument.Parse(output.ToArray()).RootElement.GetProperty("budgets")[0];
        budget.GetProperty("period").GetString().ShouldBe("daily");
        budget.GetProperty("scope").GetString().ShouldBe("model=claude-*");
        budget.GetProperty("limit_usd").GetDecimal().ShouldBe(3m);
        budget.GetProperty("spent_usd").GetDecimal().ShouldBe(4m);
        budget.GetProperty("projected_usd").GetDecimal().ShouldBe(6.25m);
        budget.GetProperty("state").GetString().ShouldBe("over");
    }

    private static IReadOnlyList<BudgetStatus> Check(Budget budget, params LlmUsage[] events) => BudgetCheck.Run(_ => events, [budget], TimeZoneInfo.Utc, Now);
}
