namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class DashboardWarmUpTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task PagesAreWrittenBeforeAnybodyAsksAndOthersSeeTheirOwnFigures(string engine)
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await Engines.StartAsync(engine, clock);
        await world.LogAsync(Samples.Event("a", more: "\"prompt_id\":\"p\""));
        await world.Server.WarmUpAsync(TimeSpan.FromMinutes(1), TestContext.CancellationToken);

        var questions = (await world.GetAsync("/v1/analytics/performance/metrics")).ShouldBe(200).Body;
        foreach (var path in new[] { "/analytics", "/analytics/models", "/analytics/errors" }) questions.ShouldContain($"\"Dashboard {path}\"");
        (await world.GetAsync("/metrics")).ShouldBe(200).Body.ShouldContain("telemetry_http_requests_total{method=\"GET\",status=\"200\"} 2\n");
        var key = world.CreateKey(ServerRole.Viewer, "another");
        clock.Now += TimeSpan.FromSeconds(2);
        (await world.GetAsync("/analytics", key)).ShouldBe(200).Body.ShouldContain("curl ");
    }

    [TestMethod]
    public async Task AServerThatIsStoppedMeanwhileStops()
    {
        var world = await ServerWorld.StartAsync();
        await world.Server.WarmUpAsync(TimeSpan.Zero, TestContext.CancellationToken);
        await world.DisposeAsync();
    }
}
