namespace Telemetry.Tools.Server.Tests;

/// <summary>What evaluations remember of minutes: never read twice, never wrong, never too much.</summary>
[TestClass]
public sealed class MinuteMemoryTests
{
    private const string Sqlite = AlertWorld.Sqlite;
    private const string Postgres = AlertWorld.Postgres;

    private static readonly AlertScope Everything = AlertScope.Of(AlertWorld.Terms("requests", ">", 0));

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void AMinuteIsReadOnceAndAgainOnlyWhenSomethingHasCome(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", ">=", 3));
        world.Log(20, count: 2);
        world.Log(3);
        world.Pass();
        world.All().ShouldHaveSingleItem().Value.ShouldBe(3);
        // Nobody but the memory knows of them from here on.
        world.Count("DELETE FROM events RETURNING 1");
        world.Pass(2);
        world.All().ShouldHaveSingleItem().Status.ShouldBe("open");
        // One minute has changed and is read: those of the other one are still remembered.
        world.Log(6);
        world.Pass();
        world.All().ShouldHaveSingleItem().Status.ShouldBe("open");
        world.Log(24);
        world.Pass();
        world.All().ShouldHaveSingleItem().Status.ShouldBe("resolved");
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void ServersThatTakeTurnsAndNewOnesSayTheSame(string engine)
    {
        // Always a new one: nothing is remembered.
        var expected = Watch(engine, (world, _, _) => world.NewEvaluator());
        expected.ShouldContain(said => said.Contains("errors a") && said.Contains("errors b") && said.Contains("p95_response_time") && said.Contains("requests"));
        Watch(engine, (_, servers, _) => servers[0]).ShouldBe(expected);
        Watch(engine, (_, servers, minute) => servers[minute % 3 / 2]).ShouldBe(expected);
    }

    // Twelve minutes with a steady sender, one that is some minutes late, and one batch that is half an hour late.
    private static List<string> Watch(string engine, Func<AlertWorld, List<AlertEvaluator>, int, AlertEvaluator> next)
    {
        using var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("errors", ">=", 4, minutes: 30) with { GroupBy = "model" });
        world.Rule(AlertWorld.Terms("p95_response_time", ">", 100, minutes: 60));
        world.Rule(AlertWorld.Terms("requests", ">=", 5, minutes: 120) with { Filters = [("model", "a")] });
        var (servers, said) = (new List<AlertEvaluator> { world.NewEvaluator(), world.NewEvaluator() }, new List<string>());
        for (var minute = 0; minute < 12; minute++)
        {
            world.Log(2, "\"response_time_ms\":90", success: minute % 3 == 0, model: "a");
            world.Log(7.5, "\"response_time_ms\":50", success: false, model: "b");
            if (minute == 8) world.Log(33, "\"response_time_ms\":500", count: 9, success: false, model: "b");
            world.Clock.Now += TimeSpan.FromMinutes(1);
            next(world, servers, minute).Round(CancellationToken.None);
            said.Add(string.Join("; ", world.All().Select(alert => $"{alert.Metric} {alert.Group} {alert.Value} {alert.WindowEnd} {alert.Status}").Order(StringComparer.Ordinal)));
        }

        return said;
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public void IngestCountsEachEventOfAMinuteOnce(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Log(2, count: 3);
        world.Log(2.2);
        world.SendAgain(2, count: 3).ShouldBe(0);
        world.Count("SELECT sum(events) FROM usage_minutes").ShouldBe(4);
        world.Count("SELECT sum(requests) FROM usage_minutes").ShouldBe(4);
        world.Count("SELECT max(events) FROM usage_minutes").ShouldBe(3);
        world.Count("SELECT max(minute) FROM usage_minutes").ShouldBe(Clock.Micros(world.Clock.Now.AddMinutes(-2)) / Clock.Minute);
    }

    [TestMethod]
    public void WhatDoesNotFitIsNotRemembered()
    {
        var memory = new MinuteMemory(most: 3);
        var cells = new Dictionary<AlertGroup, UsageCell> { [AlertGroup.Whole] = new() };
        for (var minute = 0; minute < 5; minute++) memory.Keep("a", Everything, minute, 1, cells, now: 0);
        memory.Size.ShouldBe(2);
        memory.Find("a", Everything, 0, 1, 0).ShouldBeSameAs(cells);
        memory.Find("a", Everything, 1, 1, 0).ShouldBeNull();
        memory.Find("a", Everything, 0, 2, 0).ShouldBeNull();
        memory.Find("b", Everything, 0, 1, 0).ShouldBeNull();
    }

    [TestMethod]
    public void WhatNoEvaluationUsesIsForgotten()
    {
        var memory = new MinuteMemory();
        memory.Keep("a", Everything, 1, 1, [], now: 0);
        memory.Keep("a", Everything, 2, 1, [], now: 0);
        memory.Find("a", Everything, 2, 1, now: 11 * Clock.Minute);
        memory.Forget(11 * Clock.Minute);
        memory.Size.ShouldBe(1);
        memory.Find("a", Everything, 1, 1, 0).ShouldBeNull();
    }
}
