namespace Telemetry.Tools.Server.Tests;

/// <summary>Rules that compare a window with a threshold, on both engines.</summary>
[TestClass]
public sealed class PlainRuleTests
{
    private const string Sqlite = AlertWorld.Sqlite;
    private const string Postgres = AlertWorld.Postgres;

    private static readonly AlertChannel Hook = new() { Type = AlertChannel.Webhook, Url = "https://example.com/", Secret = "s" };

    [TestMethod]
    [DataRow(Sqlite, ">", 1)]
    [DataRow(Sqlite, ">=", 0)]
    [DataRow(Postgres, ">", 1)]
    [DataRow(Postgres, ">=", 0)]
    public void TheThresholdItselfIsABreachOnlyOfAnOperatorWithEquality(string engine, string comparison, int missing)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("tokens_used", comparison, 10_000));
        world.Log(30, "\"tokens_used\":4000", count: 2);
        world.Log(1, $"\"tokens_used\":{2000 + missing - 1}");
        world.Pass();
        world.All().ShouldBeEmpty();
        world.Log(1, "\"tokens_used\":1");
        world.Pass();
        var alert = world.All().ShouldHaveSingleItem();
        (alert.Status, alert.Value, alert.Threshold, alert.Metric, alert.Operator).ShouldBe(("open", 10_000 + missing, 10_000m, "tokens_used", comparison));
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void MoneyAndRatesAreComparedToTheLastDigit(string engine)
    {
        using var world = AlertWorld.On(engine);
        var cost = world.Rule(AlertWorld.Terms("cost_usd", ">", 0.3m, 1_440));
        var errors = world.Rule(AlertWorld.Terms("error_rate", ">", 0.1m));
        var hits = world.Rule(AlertWorld.Terms("cache_hit_rate", "<", 0.5m));
        world.Log(5, "\"cost_usd\":\"0.1\",\"cache_hit\":true", count: 3);
        world.Log(5, "\"cost_usd\":\"0\",\"cache_hit\":false", count: 3);
        world.Log(5, "\"cost_usd\":\"0\"", count: 3);
        world.Log(5, "\"cost_usd\":\"0\"", success: false);
        world.Pass();
        // 0.1 + 0.1 + 0.1, 1 of 10, 3 of 6: none is beyond.
        world.All().ShouldBeEmpty();
        world.Log(5, "\"cost_usd\":\"0.000000001\",\"cache_hit\":false", success: false);
        world.Pass();
        world.All().Select(alert => (alert.RuleId, alert.Value)).ShouldBe([(cost.Id, 0.300000001m), (errors.Id, 0.181818181818m), (hits.Id, 0.428571428571m)], ignoreOrder: true);
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void AWindowHoldsItsStartAndNotItsEnd(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", ">=", 2));
        world.Log(0);
        world.Pass(60);
        world.Log(0);
        world.Pass(5);
        // The first at 12:00, the second at 13:00: no hour holds both.
        world.All().ShouldBeEmpty();
        world.Log(5.5);
        world.Pass();
        world.All().ShouldHaveSingleItem().WindowEnd.ShouldBe("2026-11-21T13:00:00Z");
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void OneAlertIsOpenUntilOneWindowIsClear(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("errors", ">", 1, minutes: 10) with { Channels = [Hook] });
        world.Log(1, success: false, count: 2);
        world.Pass(8);
        var open = world.All().ShouldHaveSingleItem();
        open.Status.ShouldBe("open");
        open.ResolvedAt.ShouldBeNull();
        world.Pass(3);
        var resolved = world.All().ShouldHaveSingleItem();
        (resolved.Id, resolved.Status).ShouldBe((open.Id, "resolved"));
        resolved.ResolvedAt.ShouldNotBeNull();
        world.Log(1, success: false, count: 2);
        world.Pass();
        world.All().Select(alert => alert.Status).ShouldBe(["resolved", "open"]);
        world.Queued.ShouldBe(2);
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void TheNextAlertWaitsForTheEndOfTheCooldown(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("errors", ">=", 1, minutes: 1) with { CooldownMinutes = 30 });
        world.Log(0.5, success: false);
        world.Pass(5);
        world.All().ShouldHaveSingleItem().Status.ShouldBe("resolved");
        world.Log(0.5, success: false);
        world.Pass(2);
        world.All().Count.ShouldBe(1);
        world.Pass(30);
        world.Log(0.5, success: false);
        world.Pass();
        world.All().Count.ShouldBe(2);
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void EachGroupHasAnAlertOfItsOwn(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", ">", 2) with { GroupBy = "model" });
        world.Log(5, count: 3, model: "a");
        world.Log(5, count: 2, model: "b");
        world.Log(5, count: 4, model: "c");
        world.Pass(3);
        world.All().Select(alert => (alert.Group, alert.Value)).ShouldBe([("a", 3m), ("c", 4m)], ignoreOrder: true);
        world.Pass(60);
        world.All().ShouldAllBe(alert => alert.Status == "resolved");
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void FiltersAndTenantsAreKeptApart(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", ">", 2) with { Filters = [("model", "a")] });
        world.Log(5, count: 2, model: "a");
        world.Log(5, count: 9, model: "b");
        world.Log(5, count: 9, model: "a", tenant: "other");
        world.Pass();
        world.All().ShouldBeEmpty();
        world.All("other").ShouldBeEmpty();
        world.Log(5, model: "a");
        world.Pass();
        world.All().ShouldHaveSingleItem().Value.ShouldBe(3);
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void PercentilesComeFromHistograms(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("p95_response_time", ">", 1_000));
        world.Rule(AlertWorld.Terms("p95_response_time", ">", 1_000, 120));
        world.Rule(AlertWorld.Terms("response_time", ">", 1_000));
        world.Log(5, "\"response_time_ms\":100", count: 19);
        world.Log(5, "\"response_time_ms\":5000");
        world.Pass();
        world.All().ShouldBeEmpty();
        world.Log(5, "\"response_time_ms\":5000", count: 2);
        world.Pass();
        world.All().Count.ShouldBe(2);
        world.All().ShouldAllBe(alert => alert.Metric == "p95_response_time" && Math.Abs(alert.Value - 5000) < 5000 * 0.017m);
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void AWindowThatEndedMoreThanAnHourAgoIsRecordedAndNotSent(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("tokens_used", ">", 100) with { Channels = [Hook] });
        world.Pass();
        world.Log(180, "\"tokens_used\":101");
        world.Pass();
        var alert = world.All().ShouldHaveSingleItem();
        (alert.Status, alert.WindowStart, alert.WindowEnd).ShouldBe(("resolved", "2026-11-21T08:02:00Z", "2026-11-21T09:02:00Z"));
        world.Queued.ShouldBe(0);
        world.Pass(3);
        world.All().Count.ShouldBe(1);

        world.Log(40, "\"tokens_used\":101");
        world.Pass();
        world.All().Select(one => one.Status).ShouldBe(["resolved", "open"]);
        world.Queued.ShouldBe(1);
    }

    [TestMethod]
    [DataRow(Sqlite, 0)]
    [DataRow(Sqlite, 90)]
    [DataRow(Postgres, 0)]
    public void EventsThatComeLateCompleteWindowsThatWereClear(string engine, int pause)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("tokens_used", ">", 100, minutes: 5));
        world.Log(20, "\"tokens_used\":60");
        world.Pass(2);
        world.Clock.Now += TimeSpan.FromMinutes(pause);
        world.Log(22 + pause - 2, "\"tokens_used\":60");
        world.Pass();
        var alert = world.All().ShouldHaveSingleItem();
        (alert.Status, alert.Value).ShouldBe(("resolved", 120m));
        world.Pass(3);
        world.All().Count.ShouldBe(1);
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void LateWindowsOfManyHoursEndAtWholeHours(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("cost_usd", ">", 100, 1_440) with { Channels = [Hook] });
        world.Pass();
        // Ten days ago: over long since.
        world.Log((10 * 1_440) + 1, "\"cost_usd\":\"60\"", count: 2);
        world.Pass();
        var alert = world.All().ShouldHaveSingleItem();
        (alert.Status, alert.WindowEnd, alert.Value).ShouldBe(("resolved", "2026-11-11T13:00:00Z", 120m));
        // Three hours ago: the present day holds it.
        world.Log(180, "\"cost_usd\":\"60\"", count: 2);
        world.Pass();
        world.All().Select(one => one.Status).ShouldBe(["resolved", "open"]);
        world.Queued.ShouldBe(1);
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void WhatServersSawNotIsEvaluatedOnceTheyAreBack(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("errors", ">", 1, minutes: 5) with { Channels = [Hook] });
        world.Pass();
        world.Log(0, success: false, count: 2);
        world.Clock.Now += TimeSpan.FromMinutes(30);
        world.NewEvaluator().Round(CancellationToken.None);
        world.All().ShouldHaveSingleItem().Status.ShouldBe("resolved");
        world.Queued.ShouldBe(1);
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void ServersThatEvaluateAtOnceRaiseOneAlert(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", ">", 0) with { Channels = [Hook] });
        world.Log(3);
        var evaluators = Enumerable.Range(0, 6).Select(_ => world.NewEvaluator()).ToList();
        for (var minute = 0; minute < 3; minute++)
        {
            world.Clock.Now += TimeSpan.FromMinutes(1);
            Parallel.ForEach(evaluators, evaluator => evaluator.Round(CancellationToken.None));
        }

        world.All().ShouldHaveSingleItem().Status.ShouldBe("open");
        world.Queued.ShouldBe(1);
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void ARuleThatIsDisabledOrDeletedHasNoOpenAlert(string engine)
    {
        using var world = AlertWorld.On(engine);
        var (one, two) = (world.Rule(AlertWorld.Terms("requests", ">", 0)), world.Rule(AlertWorld.Terms("requests", ">", 0)));
        world.Log(3);
        world.Pass();
        world.All().Count(alert => alert.Status == "open").ShouldBe(2);
        world.Rules.Change(AlertWorld.Tenant, one.Id, one.Terms with { IsEnabled = false });
        world.Rules.Delete(AlertWorld.Tenant, two.Id).ShouldBeTrue();
        world.Pass();
        world.All().Count(alert => alert.Status == "resolved").ShouldBe(2);
    }
}
