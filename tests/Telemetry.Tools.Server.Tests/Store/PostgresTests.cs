using System.Text.Json;
using Npgsql;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server.Tests;

/// <summary>The same promises on PostgreSQL, and with several servers on one database.</summary>
[TestClass]
public sealed class PostgresTests
{
    [TestMethod]
    public async Task TheSameEventsThroughSeveralServersInOtherOrdersAreCountedOnce()
    {
        var database = PostgresCluster.NewDatabase();
        await using var one = await ServerWorld.StartOnAsync(database);
        await using var two = await ServerWorld.StartOnAsync(database);
        var events = JsonDocument.Parse(Samples.Batch(600, more: i => $"\"response_time_ms\":{i},\"prompt_id\":\"p{i % 7}\"")).RootElement.EnumerateArray().Select(item => item.GetRawText()).ToArray();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(sender =>
        {
            var shuffled = events.ToArray();
            new Random(sender).Shuffle(shuffled);
            return Task.Run(() => (sender % 2 == 0 ? one : two).LogAsync($"[{string.Join(",", shuffled)}]"));
        }));

        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Sum(answer => answer.Counts.Accepted).ShouldBe(600);
        answers.Sum(answer => answer.Counts.Duplicates).ShouldBe(11 * 600);
        Figures(database).ShouldBe(new StoreFigures(600, 600, 600, 600));
        foreach (var world in new[] { one, two })
        {
            (await world.GetAsync("/v1/analytics/usage/overview")).Json.GetProperty("summary").GetProperty("total_requests").GetInt64().ShouldBe(600);
        }
    }

    [TestMethod]
    public async Task GroupsThatAreWrittenAtOnceAreCountedOnceAndNeverDeadlock()
    {
        var settings = new ServerSettings { DataFolder = ServerWorld.NewFolder(), Database = PostgresCluster.NewDatabase() };
        AnalyticsServer.SetUp(settings);
        using var database = ServerParts.OpenDatabase(settings);
        using var queue = new IngestQueue(database, TimeProvider.System);
        var items = JsonDocument.Parse(Samples.Batch(3000, more: i => $"\"response_time_ms\":{i},\"prompt_id\":\"p{i % 100}\"")).RootElement.EnumerateArray().Select(item => item.GetRawText()).ToArray();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(sender => Task.Run(async () =>
        {
            var shuffled = items.ToArray();
            new Random(sender).Shuffle(shuffled);
            return await queue.WriteAsync(Parsed($"[{string.Join(",", shuffled.Take(2000))}]"));
        })));
        outcomes.Sum(outcome => outcome.Answer!.Accepted + outcome.Answer.Duplicates).ShouldBe(12 * 2000);
        var accepted = outcomes.Sum(outcome => outcome.Answer!.Accepted);
        Figures(settings.Database).ShouldBe(new StoreFigures(accepted, accepted, accepted, accepted));
        using var connection = Open(settings.Database);
        connection.Scalar(null, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()").ShouldBe(0);
    }

    [TestMethod]
    public async Task AnIdempotencyKeyHoldsOnEveryServer()
    {
        var database = PostgresCluster.NewDatabase();
        await using var one = await ServerWorld.StartOnAsync(database);
        await using var two = await ServerWorld.StartOnAsync(database);
        void Keyed(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "k");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).PostAsync("/v1/client/usage/log", """[{"model":"m","success":true}]""", change: Keyed))));
        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Count(answer => !answer.Headers.ContainsKey("Idempotent-Replay")).ShouldBe(1);
        (await two.PostAsync("/v1/client/usage/log", "[]", change: Keyed)).ShouldFail(422, ServerDiagnostics.IdempotencyConflict);
        Figures(database).Events.ShouldBe(1);
    }

    [TestMethod]
    public async Task ARevokedKeyIsRefusedByTheOtherServerWithinTwoSeconds()
    {
        var database = PostgresCluster.NewDatabase();
        await using var one = await ServerWorld.StartOnAsync(database);
        var key = one.CreateKey(ServerRole.Viewer, name: "eve");
        (await one.GetAsync("/metrics", key)).Status.ShouldBeOneOf(200, 401);
        await Task.Delay(1100);
        (await one.GetAsync("/metrics", key)).ShouldBe(200);
        new KeyAdministration(new ServerSettings { DataFolder = ServerWorld.NewFolder(), Database = database }).Revoke("eve");
        await Task.Delay(2000);
        (await one.GetAsync("/metrics", key)).ShouldFail(401, ServerDiagnostics.Unauthenticated);
    }

    [TestMethod]
    public async Task ADatabaseWithoutAKeyIsNotServed()
    {
        var settings = new ServerSettings { DataFolder = ServerWorld.NewFolder(), Database = PostgresCluster.NewDatabase(), Urls = [new Uri("http://127.0.0.1:0")] };
        (await Should.ThrowAsync<ServerException>(() => AnalyticsServer.StartAsync(settings))).Id.ShouldBe(ServerDiagnostics.KeyNeeded);
    }

    [TestMethod]
    public async Task ServersThatMigrateAtOnceDoItOnce()
    {
        var database = PostgresCluster.NewDatabase();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => AnalyticsServer.SetUp(new ServerSettings { DataFolder = ServerWorld.NewFolder(), Database = database }))));
        using var connection = Open(database);
        connection.Scalar(null, "SELECT count(*) FROM schema_version").ShouldBe(Migrations.Current);
    }

    [TestMethod]
    public void AnErrorAboutTheDatabaseNeverHoldsItsPassword()
    {
        foreach (var text in new[] { "Host=127.0.0.1;Port=1;Username=u;Password=hunter2;Timeout=1", "Nonsense=hunter2" })
        {
            var settings = new ServerSettings { DataFolder = ServerWorld.NewFolder(), Database = text };
            var error = Should.Throw<ServerException>(() => AnalyticsServer.SetUp(settings));
            $"{error.Message} {error.NextStep} {settings}".ShouldNotContain("hunter2");
        }
    }

    [TestMethod]
    public async Task TheSelectsThatOtherSystemsDocumentRunOnTheViews()
    {
        var database = PostgresCluster.NewDatabase();
        await using var world = await ServerWorld.StartOnAsync(database);
        var hour = DateTimeOffset.UtcNow.AddHours(-2).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        await world.LogAsync($"[{Samples.Event("a", hour, "\"prompt_id\":\"p\",\"model_provider\":\"openai\",\"cost_usd\":\"0.5\",\"tokens_used\":7")},{Samples.Event("b", hour, "\"prompt_id\":\"p\",\"model_provider\":\"openai\"", success: false)}]");
        using var connection = Open(database);
        const string Expensive = """
            SELECT prompt_id, SUM(total_cost_usd) as total_cost, COUNT(*) as usage_count, AVG(total_cost_usd) as avg_cost_per_use
            FROM usage_analytics_hourly WHERE timestamp >= NOW() - INTERVAL '30 days' GROUP BY prompt_id ORDER BY total_cost DESC LIMIT 10
            """;
        Row(connection, Expensive)[..3].ShouldBe(["p", 0.5m, 1L]);
        const string Pattern = """
            SELECT EXTRACT(HOUR FROM hour_start) as hour_of_day, AVG(request_count) as avg_requests, AVG(total_tokens_used) as avg_tokens, AVG(total_cost_usd) as avg_cost
            FROM usage_analytics_hourly WHERE hour_start >= NOW() - INTERVAL '30 days' GROUP BY hour_of_day ORDER BY hour_of_day
            """;
        Row(connection, Pattern)[1..3].ShouldBe([2m, 7m]);
        const string Success = """
            SELECT model_provider, SUM(request_count) as total_requests, SUM(successful_requests) as successful_requests, (SUM(successful_requests) * 100.0 / SUM(request_count)) as success_rate
            FROM usage_analytics_hourly WHERE hour_start >= NOW() - INTERVAL '7 days' AND model_provider IS NOT NULL GROUP BY model_provider ORDER BY success_rate DESC
            """;
        Row(connection, Success).ShouldBe(["openai", 2m, 1m, 50m]);
        Row(connection, "SELECT count(*) FROM usage_analytics_daily WHERE date >= current_date - 1").ShouldBe([1L]);
        Row(connection, "SELECT count(*) FROM client_usage_logs WHERE timestamp >= NOW() - INTERVAL '1 day'").ShouldBe([2L]);
    }

    private static IngestBatch Parsed(string body)
    {
        var batch = new IngestBatch("default", StreamNames.ClientUsage);
        new BodyReader(new UsageItemParser(new PriceLookup(PriceTable.BuiltIn)), int.MaxValue).ReadJson(System.Text.Encoding.UTF8.GetBytes(body), batch, DateTimeOffset.UtcNow);
        return batch;
    }

    private static object[] Row(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)];
    }

    private static StoreFigures Figures(string database)
    {
        using var connection = Open(database);
        return StoreFigures.Of(connection);
    }

    private static NpgsqlConnection Open(string database)
    {
        var connection = new NpgsqlConnection(database);
        connection.Open();
        return connection;
    }
}
