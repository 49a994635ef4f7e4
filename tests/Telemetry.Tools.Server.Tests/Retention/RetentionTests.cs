using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>What is old is archived and removed, once, whatever happens in between; on each engine.</summary>
[TestClass]
public sealed class RetentionTests
{
    private const string Path = "/v1/analytics/retention";
    private static readonly EventScope Scope = new("default", "client-usage");

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task OldEventsAreArchivedAndRemovedAndTheirRollupsStay(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        // Over the end of a month, so that there are two files, and more than one piece.
        await LogAsync(world, 9_000, "a", Samples.Now.AddDays(-115));
        await LogAsync(world, 3_000, "b", new DateTimeOffset(2026, 7, 31, 23, 30, 0, TimeSpan.Zero));
        await LogAsync(world, 500, "new", Samples.Now.AddDays(-1));
        var before = (await world.GetAsync(Overview)).Body;

        var dry = (await RunAsync(world, "?dry_run=true")).Json;
        Rows(dry, "client_usage_logs").ShouldBe(12_000);
        Table(dry, "client_usage_logs").GetProperty("oldest").GetString().ShouldBe("2026-07-29T12:00:00Z");
        Table(dry, "client_usage_logs").GetProperty("bytes").GetInt64().ShouldBeInRange(12_000 * 100, 12_000 * 1_000);
        EngineFigures.Of(world).ShouldBe(new StoreFigures(12_500, 12_500, 12_500, 12_500));
        Directory.Exists(ArchiveOf(world)).ShouldBeFalse();

        Rows((await RunAsync(world)).Json, "client_usage_logs").ShouldBe(12_000);
        EngineFigures.Of(world).ShouldBe(new StoreFigures(500, 12_500, 12_500, 12_500));
        Directory.GetFiles(ArchiveOf(world), "*.gz", SearchOption.AllDirectories).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["2026-07.jsonl.gz", "2026-08.jsonl.gz"]);
        ArchiveFiles.Ids(ArchiveOf(world)).Order(StringComparer.Ordinal).ShouldBe(Ids("a", 9_000).Concat(Ids("b", 3_000)).Order(StringComparer.Ordinal));
        (await world.GetAsync(Overview)).Body.ShouldBe(before);
        var shown = (await world.GetAsync(Path)).ShouldBe(200).Json;
        shown.GetProperty("archive").GetProperty("events").GetInt64().ShouldBe(12_000);
        Rows(shown.GetProperty("last_run"), "client_usage_logs").ShouldBe(12_000);
        (await world.LogAsync(Samples.Batch(5, "a", Samples.Now.AddDays(-115)))).Codes.ShouldBe(Enumerable.Repeat("too_old", 5));
        Rows((await RunAsync(world)).Json, "client_usage_logs").ShouldBe(0);
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task AnEventThatComesBetweenArchiveAndRemovalIsArchivedToo(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        await LogAsync(world, 6_000, "a", Samples.Now.AddDays(-100));
        var cutoff = Clock.Micros(Samples.Now.AddDays(-90));
        Work(world, (events, _) => events.Archive(Scope, cutoff, CancellationToken.None));
        EngineFigures.Of(world).Events.ShouldBe(6_000);
        (await world.LogAsync($"[{Samples.Event("late", "2026-08-13T13:00:00.5Z")}]")).Counts.ShouldBe((1, 0, 0));
        // The rest of a write that was killed stands behind the last piece.
        var file = Directory.GetFiles(ArchiveOf(world), "*.gz", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await using (var stream = new FileStream(file, FileMode.Open))
        {
            stream.Position = stream.Length;
            stream.Write("half a piece"u8);
        }

        Work(world, (events, _) => events.Remove(Scope, cutoff, isArchived: true, CancellationToken.None)).ShouldBe(6_001);
        EngineFigures.Of(world).Events.ShouldBe(0);
        ArchiveFiles.Ids(ArchiveOf(world)).Order(StringComparer.Ordinal).ShouldBe(Ids("a", 6_000).Append("late").Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task WhatTheArchiveHasIsNotWrittenTwiceAfterAKill()
    {
        var folder = ServerWorld.NewFolder();
        var old = DateTimeOffset.UtcNow.AddDays(-120);
        using (var server = ServerProcess.Start(folder))
        {
            for (var i = 0; i < 4; i++) await PostAsync(server, "/v1/client/usage/log", Samples.Batch(10_000, $"k{i}-", old.AddHours(i * 4), _ => "\"response_time_ms\":7"));
        }

        var kills = 0;
        for (; kills < 20 && StoreFigures.Of(folder).Events > 0; kills++)
        {
            // As if two minutes had passed, after which a job of a dead server is taken over.
            using (var connection = StoreFigures.Open(folder)) connection.Execute(null, "UPDATE leases SET until = 0");
            using var server = ServerProcess.Start(folder);
            var run = PostAsync(server, $"{Path}/run", "");
            var left = StoreFigures.Of(folder).Events;
            // Killed somewhere in the second or third piece; the last one may end by itself.
            while (StoreFigures.Of(folder).Events is > 0 and var now && now > left - 6_000 && !run.IsCompleted) await Task.Delay(1);
            server.Kill();
            await run.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        kills.ShouldBeGreaterThan(2);
        StoreFigures.Of(folder).ShouldBe(new StoreFigures(0, 40_000, 40_000, 40_000));
        var ids = ArchiveFiles.Ids(System.IO.Path.Combine(folder, "archive"));
        ids.Count.ShouldBe(40_000);
        ids.ToHashSet(StringComparer.Ordinal).Count.ShouldBe(40_000);
    }

    [TestMethod]
    public async Task NothingIsRemovedWhereTheArchiveCannotBeWritten()
    {
        var folder = ServerWorld.NewFolder();
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now), folder, settings => settings with { ArchiveFolder = System.IO.Path.Combine(folder, "archive") });
        await LogAsync(world, 100, "a", Samples.Now.AddDays(-100));
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "archive"), "a file");
        (await RunAsync(world)).Json.GetProperty("status").GetString().ShouldBe("failed");
        Should.Throw<ServerException>(() => Work(world, (events, _) => events.Remove(Scope, Clock.Micros(Samples.Now.AddDays(-90)), isArchived: true, CancellationToken.None))).Id.ShouldBe(ServerDiagnostics.ArchiveNotUsable);
        EngineFigures.Of(world).Events.ShouldBe(100);
        (await PutAsync(world, "client_usage_logs", """{"archive":false}""")).ShouldBe(200);
        (await RunAsync(world)).Json.GetProperty("status").GetString().ShouldBe("done");
        EngineFigures.Of(world).ShouldBe(new StoreFigures(0, 100, 100, 100));
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task RollupsGoWhenTheirOwnTimeIsOverAndDaysKeepTheirPercentiles(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        await LogAsync(world, 7_300, "a", Samples.Now.AddDays(-400));
        await LogAsync(world, 50, "ancient", Samples.Now.AddDays(-1_200));
        const string Days = "/v1/analytics/usage/overview?start_date=2025-10-01&end_date=2025-10-31";
        var before = (await world.GetAsync(Days)).Body;
        var run = (await RunAsync(world)).Json;
        Rows(run, "usage_analytics_hourly").ShouldBe(4);
        Rows(run, "usage_analytics_daily").ShouldBe(1);
        EngineFigures.Of(world).ShouldBe(new StoreFigures(0, 0, 7_300, 7_300));
        EngineFigures.Scalar(world, "SELECT count(*) FROM usage_histogram WHERE hour % 24 <> 0").ShouldBe(0);
        (await world.GetAsync(Days)).Body.ShouldBe(before);
        // Hours that are gone are empty, whoever's day still has its percentiles.
        foreach (var hours in new[] { "start_date=2025-10-17&end_date=2025-10-17&group_by=hour", "start_date=2025-10-17T00:00:00Z&end_date=2025-10-17T23:00:00Z" })
        {
            var summary = (await world.GetAsync($"/v1/analytics/usage/overview?{hours}")).Json.GetProperty("summary");
            (summary.Long("total_requests"), summary.GetProperty("p50_response_time_ms").ValueKind).ShouldBe((0, JsonValueKind.Null), hours);
        }

    }

    [TestMethod]
    public async Task OnPostgresWholeMonthsGoAtOnceAndComeBackWhereAnotherTenantNeedsThem()
    {
        await using var world = await Engines.StartAsync(Engines.Postgres, new TestClock(Samples.Now));
        await LogAsync(world, 7_000, "a", new DateTimeOffset(2026, 6, 10, 0, 0, 0, TimeSpan.Zero));
        await LogAsync(world, 10, "b", new DateTimeOffset(2026, 8, 20, 0, 0, 0, TimeSpan.Zero));
        await LogAsync(world, 10, "c", new DateTimeOffset(2026, 8, 30, 0, 0, 0, TimeSpan.Zero));
        Months(world).ShouldBe(2);
        Rows((await RunAsync(world, key: OperatorOf(world))).Json, "client_usage_logs").ShouldBe(7_010);
        Months(world).ShouldBe(1);
        EngineFigures.Of(world).ShouldBe(new StoreFigures(10, 7_020, 7_020, 7_020));
        ArchiveFiles.Ids(ArchiveOf(world)).Count.ShouldBe(7_010);
        (await world.LogAsync(Samples.Batch(3, "a", new DateTimeOffset(2026, 6, 10, 0, 0, 0, TimeSpan.Zero)))).Codes.ShouldBe(["too_old", "too_old", "too_old"]);
        var other = world.CreateKey(ServerRole.Admin, "other");
        ((TestClock)world.Time!).Now += TimeSpan.FromSeconds(2);
        (await world.LogAsync(Samples.Batch(3, "a", new DateTimeOffset(2026, 6, 10, 0, 0, 0, TimeSpan.Zero)), other)).Counts.ShouldBe((3, 0, 0));
        Months(world).ShouldBe(2);
    }

    [TestMethod]
    public async Task TheUpdatesThatOtherSystemsDocumentChangeWhatIsKept()
    {
        await using var world = await Engines.StartAsync(Engines.Postgres, new TestClock(Samples.Now));
        EngineFigures.Execute(world, """
            -- Set 90-day retention for raw logs
            UPDATE data_retention_policies
            SET retention_period_days = 90
            WHERE table_name = 'client_usage_logs';

            -- Set 3-year retention for aggregated daily data
            UPDATE data_retention_policies
            SET retention_period_days = 1095
            WHERE table_name = 'usage_analytics_daily';
            """);
        Days(await world.GetAsync(Path)).ShouldBe([90, 90, 365, 1_095, 180, 365, 30]);
        EngineFigures.Execute(world, "UPDATE data_retention_policies SET retention_period_days = 40 WHERE table_name = 'client_usage_logs'");
        Days(await world.GetAsync(Path))[0].ShouldBe(40);
        await LogAsync(world, 10, "a", Samples.Now.AddDays(-50));
        Rows((await RunAsync(world)).Json, "client_usage_logs").ShouldBe(10);
        EngineFigures.Of(world).Events.ShouldBe(0);
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task ATenantsPolicyIsItsOwnAndSoIsItsRun(string engine)
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await Engines.StartAsync(engine, clock);
        var (a, b, all) = (world.CreateKey(ServerRole.Admin, "acme"), world.CreateKey(ServerRole.Admin, "bmce"), OperatorOf(world));
        foreach (var key in new[] { a, b }) (await world.LogAsync(Samples.Batch(20, start: Samples.Now.AddDays(-50)), key)).Counts.ShouldBe((20, 0, 0));
        (await PutAsync(world, "client_usage_logs", """{"retention_period_days":30}""", a)).ShouldBe(200).Json.GetProperty("is_own").GetBoolean().ShouldBeTrue();
        Days(await world.GetAsync(Path, a))[0].ShouldBe(30);
        Days(await world.GetAsync(Path, b))[0].ShouldBe(90);
        Rows((await RunAsync(world, "?dry_run=true", b)).Json, "client_usage_logs").ShouldBe(0);
        Rows((await RunAsync(world, "?dry_run=true", all)).Json, "client_usage_logs").ShouldBe(20);
        Rows((await RunAsync(world, "", b)).Json, "client_usage_logs").ShouldBe(0);
        EngineFigures.Of(world).Events.ShouldBe(40);
        Rows((await RunAsync(world, "", a)).Json, "client_usage_logs").ShouldBe(20);
        EngineFigures.Of(world).Events.ShouldBe(20);
        (await PutAsync(world, "performance", """{"retention_period_days":30}""", a)).ShouldFail(403, ServerDiagnostics.Forbidden);
        (await PutAsync(world, "performance", """{"retention_period_days":30}""", all)).ShouldBe(200);
    }

    [TestMethod]
    [DataRow("usage_analytics_hourly", """{"retention_period_days":89}""", 400, ServerDiagnostics.BadQuery)]
    [DataRow("usage_analytics_daily", """{"retention_period_days":364}""", 400, ServerDiagnostics.BadQuery)]
    [DataRow("usage_analytics_daily", """{"archive":true}""", 400, ServerDiagnostics.BadQuery)]
    [DataRow("client_usage_logs", """{"retention_period_days":0}""", 400, ServerDiagnostics.BadQuery)]
    [DataRow("client_usage_logs", """{"retention_period_days":36501}""", 400, ServerDiagnostics.BadQuery)]
    [DataRow("client_usage_logs", """{"days":9}""", 400, ServerDiagnostics.BadBody)]
    [DataRow("client_usage_logs", """{"retention_period_days":"many"}""", 400, ServerDiagnostics.BadBody)]
    [DataRow("client_usage_logs", "", 400, ServerDiagnostics.BadBody)]
    [DataRow("api_keys", """{"retention_period_days":90}""", 404, ServerDiagnostics.NotFound)]
    public async Task APolicyThatMakesNoSenseIsRefused(string table, string body, int status, string code)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await PutAsync(world, table, body)).ShouldFail(status, code);
        Days(await world.GetAsync(Path)).ShouldBe([90, 90, 365, 1_095, 180, 365, 30]);
    }

    [TestMethod]
    public async Task ItIsDueOnceADayAndDoneByOneAtATime()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        using var database = Engines.Open(world);
        var times = new JobTimes(database, clock);
        Clock.Time(times.NextOf("x")).ShouldBe(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
        clock.Now += TimeSpan.FromDays(1);
        Clock.Time(times.NextOf("x")).ShouldBe(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
        times.Done("x");
        Clock.Time(times.NextOf("x")).ShouldBe(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));
        using var lease = HeldLease.TryTake(new Leases(database, clock), RetentionJob.Name).ShouldNotBeNull();
        (await world.PostAsync($"{Path}/run", "")).ShouldFail(409, ServerDiagnostics.JobRunning);
    }

    private const string Overview = "/v1/analytics/usage/overview?start_date=2026-07-01&end_date=2026-11-21";

    private static async Task LogAsync(ServerWorld world, int count, string prefix, DateTimeOffset start) =>
        (await world.LogAsync(Samples.Batch(count, prefix, start, i => $"\"response_time_ms\":{i % 700},\"cost_usd\":\"0.001\""))).Counts.ShouldBe((count, 0, 0));

    private static IEnumerable<string> Ids(string prefix, int count) => Enumerable.Range(0, count).Select(i => $"{prefix}{i}");

    private static async Task<Answer> RunAsync(ServerWorld world, string query = "", string? key = null) => (await world.PostAsync($"{Path}/run{query}", "", key)).ShouldBe(200);

    private static Task<Answer> PutAsync(ServerWorld world, string table, string body, string? key = null) =>
        world.SendAsync(HttpMethod.Put, $"{Path}/{table}", ServerWorld.Content(Encoding.UTF8.GetBytes(body), "application/json"), key);

    private static async Task PostAsync(ServerProcess server, string path, string body)
    {
        using var content = ServerWorld.Content(Encoding.UTF8.GetBytes(body), "application/json");
        using var response = await server.Client.PostAsync(path, content);
        response.EnsureSuccessStatusCode();
    }

    private static JsonElement Table(JsonElement run, string name) => run.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("table_name").GetString() == name);

    private static long Rows(JsonElement run, string name) => Table(run, name).GetProperty("rows").GetInt64();

    private static int[] Days(Answer answer) => [.. answer.ShouldBe(200).Json.GetProperty("policies").EnumerateArray().Select(policy => policy.GetProperty("retention_period_days").GetInt32())];

    private static long Months(ServerWorld world) => EngineFigures.Scalar(world, "SELECT count(*) FROM pg_inherits WHERE inhparent = 'events'::regclass");

    private static string ArchiveOf(ServerWorld world) => ArchiveFolder.Of(world.Settings).Path;

    private static string OperatorOf(ServerWorld world)
    {
        var key = world.CreateKey(ServerRole.Admin, "*", "operator");
        ((TestClock)world.Time!).Now += TimeSpan.FromSeconds(2);
        return key;
    }

    private static void Work(ServerWorld world, Action<EventRetention, Database> action) => Work(world, (events, database) =>
    {
        action(events, database);
        return 0L;
    });

    private static long Work(ServerWorld world, Func<EventRetention, Database, long> action)
    {
        using var database = Engines.Open(world);
        using var lease = HeldLease.TryTake(new Leases(database, world.Time!), RetentionJob.Name)!;
        return action(new EventRetention(database, new ArchiveStore(database, world.Time!), new ArchiveWriter(database, ArchiveFolder.Of(world.Settings)), lease), database);
    }
}
