namespace Telemetry.Tools.Server.Tests;

/// <summary>Budget, change, absence and anomaly, on both engines.</summary>
[TestClass]
public sealed class PresentRuleTests
{
    private const string Sqlite = AlertWorld.Sqlite;
    private const string Postgres = AlertWorld.Postgres;

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void ABudgetCountsSinceTheStartOfItsCalendarPeriod(string engine)
    {
        using var world = AlertWorld.On(engine);
        var month = world.Rule(AlertWorld.Terms("cost_usd", ">=", 500, 43_200, "budget"));
        world.Rule(AlertWorld.Terms("cost_usd", ">=", 500, 1_440, "budget"));
        // 31 October, 23:59:59 and 1 November: the month begins between them.
        world.Log((20 * 1_440) + 720 + (1 / 60.0), "\"cost_usd\":\"400\"");
        world.Log((20 * 1_440) + 720, "\"cost_usd\":\"400\"");
        world.Log(60, "\"cost_usd\":\"99.999999999\"");
        world.Pass();
        world.All().ShouldBeEmpty();
        world.Log(0, "\"cost_usd\":\"0.000000001\"");
        world.Pass();
        var alert = world.All().ShouldHaveSingleItem();
        (alert.RuleId, alert.Value, alert.WindowStart).ShouldBe((month.Id, 500m, "2026-11-01T00:00:00Z"));
        // The next month begins anew.
        world.Clock.Now = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        world.Evaluator.Round(CancellationToken.None);
        world.All().ShouldHaveSingleItem().Status.ShouldBe("open");
        world.Pass();
        world.All().ShouldHaveSingleItem().Status.ShouldBe("resolved");
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void AChangeIsAShareOfTheWindowBefore(string engine)
    {
        using var world = AlertWorld.On(engine);
        var up = world.Rule(AlertWorld.Terms("requests", ">=", 0.5m, 30, "change"));
        var down = world.Rule(AlertWorld.Terms("tokens_used", "<", -0.5m, 30, "change"));
        world.Log(20, count: 2);
        world.Pass();
        // Nothing before: no share of it.
        world.All().ShouldBeEmpty();
        world.Log(40, "\"tokens_used\":5", count: 4);
        world.Log(10, "\"tokens_used\":10", count: 3);
        world.Pass();
        world.All().ShouldBeEmpty();
        world.Log(10, "\"tokens_used\":0", count: 1);
        world.Pass();
        var alert = world.All().ShouldHaveSingleItem();
        (alert.RuleId, alert.Value).ShouldBe((up.Id, 0.5m));
        world.Pass(30);
        world.All().Any(one => one.RuleId == down.Id).ShouldBeTrue();
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void AbsenceIsSeenOnceSomebodyHasLookedForAsLong(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", "<", 1, 10, "absence"));
        world.Log(0);
        world.Pass(9);
        world.All().ShouldBeEmpty();
        world.Pass(2);
        var alert = world.All().ShouldHaveSingleItem();
        (alert.Status, alert.Value).ShouldBe(("open", 0m));
        // By the server's clock: an event of long ago ends nothing, one of now does.
        world.Log(60);
        world.Pass();
        world.All().ShouldHaveSingleItem().Status.ShouldBe("open");
        world.Log(0);
        world.Pass();
        world.All().ShouldHaveSingleItem().Status.ShouldBe("resolved");
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void AServerThatWasAwayDoesNotTakeItsOwnAbsenceForThatOfEvents(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", "<", 1, 10, "absence"));
        world.Log(0);
        world.Pass(2);
        world.Clock.Now += TimeSpan.FromHours(2);
        world.Pass(9);
        world.All().ShouldBeEmpty();
        world.Pass(2);
        world.All().ShouldHaveSingleItem().Status.ShouldBe("open");
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void AnAnomalyIsFarFromTheSameHoursOfPastWeeks(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", ">", 3.5m, 60, "anomaly"));
        // 10, 12, 9 and 11 requests at this hour of the past weeks: median 10.5, deviation 1.
        foreach (var (week, count) in new[] { (1, 10), (2, 12), (3, 9), (4, 11) }) world.Log((week * 7 * 1_440) + 30, count: count);
        world.Log(30, count: 15);
        world.Pass();
        // (15 - 10.5) / 1.4826 = 3.04
        world.All().ShouldBeEmpty();
        world.Log(30);
        world.Pass();
        var alert = world.All().ShouldHaveSingleItem();
        alert.Value.ShouldBe(3.709699177121m);
        (alert.WindowStart, alert.WindowEnd).ShouldBe(("2026-11-21T11:00:00Z", "2026-11-21T12:00:00Z"));
    }

    [TestMethod]
    public void AShortHistoryAndOneOfNothingSayNothing()
    {
        PresentRule.ScoreOf(100, [1, 1, 1]).ShouldBeNull();
        PresentRule.ScoreOf(100, [0, 0, 0, 0]).ShouldBeNull();
        // Hardly any spread: a hundredth of the median counts as one.
        PresentRule.ScoreOf(103, [100, 100, 100, 100]).ShouldBe(3);
    }
}
