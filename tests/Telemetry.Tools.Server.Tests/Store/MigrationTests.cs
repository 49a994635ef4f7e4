namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class MigrationTests
{
    [TestMethod]
    public async Task ServersThatMigrateAtOnceDoItOnce()
    {
        var folder = ServerWorld.NewFolder();
        var settings = new ServerSettings { DataFolder = folder };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AnalyticsServer.SetUp(settings))));
        using var connection = StoreFigures.Open(folder);
        connection.Scalar(null, "SELECT count(*) FROM schema_version").ShouldBe(Migrations.Current);
        connection.Scalar(null, "SELECT max(version) FROM schema_version").ShouldBe(Migrations.Current);
    }

    [TestMethod]
    public void ADatabaseOfANewerServerIsRefused()
    {
        var folder = ServerWorld.NewFolder();
        var settings = new ServerSettings { DataFolder = folder };
        AnalyticsServer.SetUp(settings);
        using (var connection = StoreFigures.Open(folder)) connection.Execute(null, "INSERT INTO schema_version (version, applied_at) VALUES ($1, $2)", Migrations.Current + 1, 0);
        Should.Throw<ServerException>(() => AnalyticsServer.SetUp(settings)).Id.ShouldBe(ServerDiagnostics.DatabaseNotUsable);
    }

    [TestMethod]
    public void AFileThatIsNoDatabaseIsAClearError()
    {
        var folder = ServerWorld.NewFolder();
        Directory.CreateDirectory(folder);
        File.WriteAllText(DataFolder.DatabasePath(folder), new string('x', 10_000));
        Should.Throw<ServerException>(() => AnalyticsServer.SetUp(new ServerSettings { DataFolder = folder })).Id.ShouldBe(ServerDiagnostics.DatabaseNotUsable);
    }

    [TestMethod]
    public async Task ViewsNameTheColumnsOfOtherSystems()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync(Samples.Event("a", more: "\"prompt_id\":\"p\",\"model_provider\":\"openai\",\"cost_usd\":\"0.5\",\"tokens_used\":7"));
        using var connection = StoreFigures.Open(world.Settings.DataFolder);
        using var command = connection.Command(null, "SELECT prompt_id, SUM(total_cost_usd), COUNT(*), MIN(hour_start) FROM usage_analytics_hourly WHERE timestamp >= $1 GROUP BY prompt_id", "2026-11-01");
        using var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        (reader.GetString(0), reader.GetDouble(1), reader.GetInt64(2), reader.GetString(3)).ShouldBe(("p", 0.5, 1, "2026-11-20T10:00:00Z"));
        connection.Scalar(null, "SELECT count(*) FROM usage_analytics_daily WHERE date = $1 AND model_provider IS NOT NULL", "2026-11-20").ShouldBe(1);
        connection.Scalar(null, "SELECT tokens_used FROM client_usage_logs WHERE tenant_id = $1", "default").ShouldBe(7);
    }

    [TestMethod]
    public async Task AnEventOlderThanTheWatermarkIsTooOld()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        using (var connection = StoreFigures.Open(world.Settings.DataFolder))
        {
            connection.Execute(null, "INSERT INTO watermarks (tenant, stream, ts) VALUES ($1, $2, $3)", "default", "client-usage", Clock.Micros(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)));
        }

        var answer = await world.LogAsync($"[{Samples.Event("a", "2026-10-31T23:59:59.999999Z")},{Samples.Event("b", "2026-11-01T00:00:00Z")}]");
        answer.Counts.ShouldBe((1, 0, 1));
        answer.Codes.ShouldBe(["too_old"]);
        answer.Json.GetProperty("rejected")[0].GetProperty("index").GetInt32().ShouldBe(0);
    }
}
