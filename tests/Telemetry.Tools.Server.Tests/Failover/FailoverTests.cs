using Npgsql;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Two servers behind haproxy on one PostgreSQL with a synchronous standby, while parts of it are killed.</summary>
[TestClass]
public sealed class FailoverTests
{
    private const int Between = 1_000;

    [TestMethod]
    public async Task NothingAcknowledgedIsLostOrCountedTwiceWhenServersAndDatabasesDie()
    {
        using var primary = PostgresNode.Start();
        using var standby = primary.StartStandby();
        primary.CommitOnStandbyToo();
        primary.Execute("postgres", "CREATE DATABASE telemetry");
        var database = $"Host=127.0.0.1:{primary.Port},127.0.0.1:{standby.Port};Target Session Attributes=primary;Username=postgres;Database=telemetry;Timeout=5";
        var key = new KeyAdministration(new ServerSettings { DataFolder = ServerWorld.NewFolder(), Database = database }).Create("sender", "default", ServerRole.Admin).Text;
        var (first, second) = (FreePort.Next(), FreePort.Next());
        using var one = ServerProcess.Start(ServerWorld.NewFolder(), database, key, first);
        using var two = ServerProcess.Start(ServerWorld.NewFolder(), database, key, second);
        using var proxy = new HaProxy(first, second);
        await using var sender = new SteadySender(proxy.Address, key, senders: 4);

        await sender.AcknowledgeAsync(Between);
        one.Kill();
        await sender.AcknowledgeAsync(Between);
        using var again = ServerProcess.Start(ServerWorld.NewFolder(), database, key, first);
        await sender.AcknowledgeAsync(Between);
        primary.Restart();
        await sender.AcknowledgeAsync(Between);
        primary.Stop();
        standby.Promote();
        await sender.AcknowledgeAsync(Between);
        await sender.FinishAsync();

        sender.Refused.ShouldBeGreaterThan(0);
        using var connection = standby.Open("telemetry");
        StoreFigures.EventIds(connection).ShouldBe(sender.Acknowledged.Keys.Order(StringComparer.Ordinal));
        long stored = sender.Acknowledged.Count;
        StoreFigures.Of(connection).ShouldBe(new StoreFigures(stored, stored, stored, stored));
        NpgsqlConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task ADatabaseThatWasStartedAnewCostsNoSenderAnError()
    {
        using var primary = PostgresNode.Start();
        primary.Execute("postgres", "CREATE DATABASE telemetry");
        await using var world = await ServerWorld.StartOnAsync(primary.Connection("telemetry"));
        // So many at once that each writer has its connection.
        Task<Answer[]> SendAsync(string name) => Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => world.LogAsync(Samples.Batch(2_000, $"{name}{i}-")))));
        (await SendAsync("before")).ShouldAllBe(answer => answer.Status == 200);
        primary.Restart();
        (await SendAsync("after")).ShouldAllBe(answer => answer.Status == 200);
        using var connection = primary.Open("telemetry");
        StoreFigures.Of(connection).ShouldBe(new StoreFigures(32_000, 32_000, 32_000, 0));
        NpgsqlConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task WhatNoStandbyHasConfirmedIsNotAcknowledgedAndHoldsNobodyUp()
    {
        using var primary = PostgresNode.Start();
        primary.Execute("postgres", "CREATE DATABASE telemetry");
        await using var world = await ServerWorld.StartOnAsync(primary.Connection("telemetry"));
        using var connection = primary.Open("telemetry");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        // The month's partition is made by a commit of its own.
        var (sent, events) = (world.LogAsync(Samples.Event("first")), 1);
        (await sent).ShouldBe(200);
        // The database's processes hear of the standby one after the other.
        primary.CommitOnStandbyToo();
        for (; sent.IsCompleted; events++)
        {
            limit.Token.ThrowIfCancellationRequested();
            sent = world.LogAsync(Samples.Event($"e{events}"));
            await Task.WhenAny(sent, Task.Delay(1000, limit.Token));
        }

        while (connection.Scalar(null, "SELECT sum(requests) FROM usage_hourly") != events) await Task.Delay(20, limit.Token);
        using (var next = connection.BeginTransaction()) connection.Scalar(next, "SELECT requests FROM usage_hourly FOR UPDATE NOWAIT").ShouldBe(events, "the next group need not wait");
        sent.IsCompleted.ShouldBeFalse();
        primary.CommitAlone();
        (await sent.WaitAsync(limit.Token)).ShouldBe(200);
        NpgsqlConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task QuestionsGoToAStandbyThatIsCurrent()
    {
        using var primary = PostgresNode.Start();
        using var standby = primary.StartStandby();
        await using (var world = await StartAsync(primary, standby)) await LogAndReadAsync(world);
        await using var first = NpgsqlDataSource.Create(primary.Connection("telemetry"));
        await using var second = NpgsqlDataSource.Create(standby.Connection("telemetry"));
        var reads = new StandbyReads(first, second);
        reads.Choose().ShouldBe(first, "nobody knows yet how far the standby is");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (reads.Choose() != second) await Task.Delay(20, limit.Token);
        NpgsqlConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task AStandbyThatLagsOrIsAwayIsNeverChosen()
    {
        using var primary = PostgresNode.Start();
        using var standby = primary.StartStandby("-c recovery_min_apply_delay=1h");
        primary.Execute("postgres", "CREATE TABLE later (id int)");
        await using var first = NpgsqlDataSource.Create(primary.Connection("postgres"));
        await using var second = NpgsqlDataSource.Create(standby.Connection("postgres"));
        var reads = new StandbyReads(first, second);
        for (var i = 0; i < 50; i++)
        {
            reads.Choose().ShouldBe(first);
            if (i == 25) standby.Stop();
            await Task.Delay(30);
        }

        NpgsqlConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task QuestionsGoToThePrimaryWhenTheStandbyLagsOrIsAway()
    {
        using var primary = PostgresNode.Start();
        using var standby = primary.StartStandby("-c recovery_min_apply_delay=1h");
        await using var world = await StartAsync(primary, standby, waits: false);
        await LogAndReadAsync(world);
        standby.Stop();
        await LogAndReadAsync(world);
        NpgsqlConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task HealthSaysThatTheDatabaseIsAwayThoughItCannotLookUpTheKey()
    {
        using var primary = PostgresNode.Start();
        primary.Execute("postgres", "CREATE DATABASE telemetry");
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartOnAsync(primary.Connection("telemetry"), clock);
        (await world.GetAsync("/v1/health")).ShouldBe(200).Json.TryGetProperty("health_score", out _).ShouldBeTrue();
        primary.Stop();
        clock.Now += TimeSpan.FromSeconds(2);
        (await world.GetAsync("/v1/health")).ShouldBe(503).Body.ShouldBe("""{"status":"unavailable"}""");
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task<ServerWorld> StartAsync(PostgresNode primary, PostgresNode standby, bool waits = true)
    {
        primary.Execute("postgres", "CREATE DATABASE telemetry");
        var world = await ServerWorld.StartOnAsync(primary.Connection("telemetry"), change: settings => settings with { ReadDatabase = standby.Connection("telemetry") });
        while (waits && !IsThere(standby)) await Task.Delay(20);
        return world;
    }

    private static bool IsThere(PostgresNode standby)
    {
        using var connection = standby.Open("postgres");
        if (connection.Scalar(null, "SELECT count(*) FROM pg_database WHERE datname = 'telemetry'") == 0) return false;
        using var database = standby.Open("telemetry");
        return database.Scalar(null, "SELECT count(*) FROM pg_tables WHERE tablename = 'leases'") > 0;
    }

    // An answer that is asked for a second after the acknowledgement holds the event.
    private static async Task LogAndReadAsync(ServerWorld world)
    {
        var before = await RequestsAsync(world);
        (await world.LogAsync(Samples.Event(Guid.CreateVersion7().ToString(), DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)))).ShouldBe(200);
        await Task.Delay(1_000);
        (await RequestsAsync(world)).ShouldBe(before + 1);
    }

    private static async Task<long> RequestsAsync(ServerWorld world) =>
        (await world.GetAsync("/v1/analytics/usage/overview")).ShouldBe(200).Json.GetProperty("summary").GetProperty("total_requests").GetInt64();
}
