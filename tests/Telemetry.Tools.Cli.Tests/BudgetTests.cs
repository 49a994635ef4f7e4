using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class BudgetTests
{
    [TestMethod]
    [DataRow("1", 0, "ok")]
    [DataRow("0.019", 0, "warning")]
    [DataRow("0.01", 3, "over")]
    public void OverTheLimitEndsWithThree(string amount, int exitCode, string state)
    {
        using var world = UsageSamples.Imported();
        world.InStore("budget", "set", "monthly", amount).ShouldSucceed();
        var run = world.InStore("budget", "check", "--format", "json");
        run.ExitCode.ShouldBe(exitCode);
        var budget = JsonDocument.Parse(run.Out).RootElement.GetProperty("budgets").EnumerateArray().ShouldHaveSingleItem();
        budget.GetProperty("period").GetString().ShouldBe("monthly");
        budget.GetProperty("scope").GetString().ShouldBe("all");
        budget.GetProperty("limit_usd").GetDecimal().ShouldBe(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture));
        budget.GetProperty("spent_usd").GetDecimal().ShouldBe(0.0186m);
        budget.GetProperty("projected_usd").GetDecimal().ShouldBeGreaterThan(0.0186m);
        budget.GetProperty("state").GetString().ShouldBe(state);
    }

    [TestMethod]
    public void BudgetsAreSetListedAndRemoved()
    {
        using var world = UsageSamples.Imported();
        world.InStore("budget", "set", "daily", "$5.50", "--project", "shop", "--model", "claude-*").ShouldSucceed().Out.ShouldBe("daily (model=claude-*, project=shop): $5.50\n");
        world.InStore("budget", "set", "monthly", "200").ShouldSucceed();
        world.InStore("budget", "list").Out.ShouldContain("monthly  all");
        JsonDocument.Parse(world.InStore("budget", "list", "--format", "json").Out).RootElement.GetProperty("budgets").GetArrayLength().ShouldBe(2);
        world.InStore("budget", "check").ShouldSucceed().Out.ShouldContain("daily (model=claude-*, project=shop): $0.012 of $5.50");
        world.InStore("budget", "remove", "monthly").ShouldSucceed();
        world.InStore("budget", "remove", "monthly").ShouldFail(1, "TEL2204");
        world.InStore("budget", "list").Out.ShouldNotContain("monthly");
    }

    [TestMethod]
    public void WithoutBudgetsNothingIsOver()
    {
        using var world = new ToolWorld();
        world.InStore("budget", "check", "--format", "json").ShouldSucceed().Out.ShouldContain("\"budgets\": []");
        world.InStore("budget", "check").ShouldSucceed().Error.ShouldContain("There are no budgets");
    }

    [TestMethod]
    [DataRow("monthly", "0")]
    [DataRow("monthly", "-5")]
    [DataRow("monthly", "1,50")]
    [DataRow("yearly", "5")]
    public void WhatIsNoBudgetIsRefused(string period, string amount)
    {
        using var world = new ToolWorld();
        world.InStore("budget", "set", period, amount).ShouldFail(2, "TEL9001");
    }
}
