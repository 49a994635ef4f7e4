namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class AlertRetentionTests
{
    [TestMethod]
    [DataRow(AlertWorld.Sqlite)]
    [DataRow(AlertWorld.Postgres)]
    public void HoursThatAreLookedAtNoMoreAreForgotten(string engine)
    {
        using var world = AlertWorld.On(engine);
        world.Log(30);
        world.Pass();
        world.Count("SELECT count(*) FROM alert_hours").ShouldBe(1);
        world.Clock.Now += TimeSpan.FromDays(33);
        world.Pass();
        world.Count("SELECT count(*) FROM alert_hours").ShouldBe(0);
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task AlertsThatAreOverAreRemovedAfterAYearAndOpenOnesStay(string engine)
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await Engines.StartAsync(engine, clock);
        await world.LogAsync(Samples.Event("x"));
        using var database = Engines.Open(world);
        using var connection = database.OpenWrite();
        foreach (var (id, status, days) in new[] { ("a", "resolved", 366), ("b", "resolved", 364), ("c", "acknowledged", 366) })
        {
            connection.Execute(
                null,
                "INSERT INTO alerts (id, tenant, rule_id, group_key, name, alert_type, severity, metric, operator, threshold, value, window_start, window_end, status, triggered_at) VALUES ($1, 'default', $1, '', 'n', 'threshold', 'low', 'requests', '>', '0', '1', 0, 0, $2, $3)",
                id, status, Clock.Micros(clock.Now.AddDays(-days)));
        }

        (await world.PostAsync("/v1/analytics/retention/run", "")).ShouldBe(200);
        connection.Scalar(null, "SELECT count(*) FROM alerts WHERE id = 'a'").ShouldBe(0);
        connection.Scalar(null, "SELECT count(*) FROM alerts WHERE id IN ('b', 'c')").ShouldBe(2);
    }
}
