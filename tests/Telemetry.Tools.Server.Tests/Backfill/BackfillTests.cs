using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Damaged figures are made anew, from events and their archive, while events go on coming; on each engine.</summary>
[TestClass]
public sealed class BackfillTests
{
    private const string Path = "/v1/analytics/backfill";
    private static readonly DateTimeOffset From = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task DamagedFiguresAreMadeAnewFromEventsAndArchive(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        // Some days are archived by retention, some are not old enough.
        var truth = new UsageTruth(8_000, 3, From, Samples.Now);
        (await world.LogAsync(truth.Json)).Counts.ShouldBe((8_000, 0, 0));
        const string Question = "/v1/analytics/usage/overview?start_date=2026-08-01&end_date=2026-11-21&group_by=hour&dimension=prompt_id";
        var before = (await world.GetAsync(Question)).ShouldBe(200).Body;
        (await world.PostAsync("/v1/analytics/retention/run", "")).ShouldBe(200).Json.GetProperty("status").GetString().ShouldBe("done");
        EngineFigures.Of(world).Events.ShouldBeInRange(4_000, 7_000);

        EngineFigures.Execute(world, "DELETE FROM usage_hourly WHERE hour % 3 = 0");
        EngineFigures.Execute(world, "UPDATE usage_hourly SET requests = requests + 7, cost_nanos = 1 WHERE hour % 3 = 1");
        EngineFigures.Execute(world, "DELETE FROM usage_histogram WHERE bucket % 2 = 0");
        EngineFigures.Execute(world, "UPDATE usage_daily SET requests = requests * 2, timed = 0");
        await NoCacheAsync(world, Question).ContinueWith(answer => answer.Result.Body.ShouldNotBe(before), TaskScheduler.Default);

        var done = await DoneAsync(world, "start_date=2026-08-01&end_date=2026-11-21");
        done.GetProperty("status").GetString().ShouldBe("done");
        done.GetProperty("events").GetInt64().ShouldBe(8_000);
        (await world.GetAsync(Question)).Body.ShouldBe(before);
        var timed = truth.Events.Count(item => item.Micros is not null);
        (EngineFigures.Of(world) with { Events = 0 }).ShouldBe(new StoreFigures(0, 8_000, 8_000, timed));
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task WhatComesMeanwhileIsCountedOnce(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        var day = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        await world.LogAsync(Batch("first", day));
        using var ended = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 3).Select(sender => Task.Run(async () =>
        {
            var sent = 0;
            for (; !ended.IsCancellationRequested; sent++) (await world.LogAsync(Batch($"{sender}-{sent}-", day))).Counts.ShouldBe((400, 0, 0));
            return sent;
        })).ToArray();
        for (var i = 0; i < 5; i++) (await DoneAsync(world, "start_date=2026-11-20&end_date=2026-11-20")).GetProperty("status").GetString().ShouldBe("done");
        await ended.CancelAsync();
        var all = (await Task.WhenAll(senders)).Sum() * 400 + 400;
        EngineFigures.Of(world).ShouldBe(new StoreFigures(all, all, all, all));
    }

    [TestMethod]
    public async Task WhatWasRemovedWithoutAnArchiveCannotBeMadeAnewAndStays()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync(Samples.Batch(50, start: From));
        await world.LogAsync(Samples.Batch(50, "new", From.AddDays(30)));
        await world.SendAsync(HttpMethod.Put, "/v1/analytics/retention/client_usage_logs", ServerWorld.Content("""{"archive":false}"""u8.ToArray(), "application/json"));
        await world.PostAsync("/v1/analytics/retention/run", "");
        (await world.PostAsync($"{Path}?start_date=2026-08-01&end_date=2026-08-31", "")).ShouldFail(409, ServerDiagnostics.NoArchive).Body.ShouldContain("without an archive");
        EngineFigures.Of(world).ShouldBe(new StoreFigures(50, 100, 100, 0));
        (await DoneAsync(world, "start_date=2026-08-31&end_date=2026-08-31")).GetProperty("events").GetInt64().ShouldBe(50);
        EngineFigures.Of(world).ShouldBe(new StoreFigures(50, 100, 100, 0));
    }

    [TestMethod]
    public async Task ADamagedArchiveIsFoundAndNothingIsChanged()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync(Samples.Batch(500, start: From));
        await world.PostAsync("/v1/analytics/retention/run", "");
        var file = Directory.GetFiles(ArchiveFolder.Of(world.Settings).Path, "*.gz", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 0x55;
        await File.WriteAllBytesAsync(file, bytes);
        var failed = await DoneAsync(world, "start_date=2026-08-01&end_date=2026-08-01");
        failed.GetProperty("status").GetString().ShouldBe("failed");
        failed.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("2026-08.jsonl.gz");
        EngineFigures.Of(world).ShouldBe(new StoreFigures(0, 500, 500, 0));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("?start_date=2026-01-01")]
    [DataRow("?start_date=2026-02-01&end_date=2026-01-01")]
    [DataRow("?start_date=2027-02-01&end_date=2027-03-01")]
    [DataRow("?start_date=2001-01-01&end_date=2026-01-01")]
    public async Task ABackfillNeedsDaysThatAreNotTooMany(string query)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.PostAsync(Path + query, "")).ShouldFail(400, ServerDiagnostics.BadQuery);
    }

    private static string Batch(string prefix, DateTimeOffset day) => Samples.Batch(400, prefix, day.AddHours(10).AddMinutes(50), i => $"\"response_time_ms\":{i},\"prompt_id\":\"{prefix}{i % 5}\"");

    private static Task<Answer> NoCacheAsync(ServerWorld world, string path) => world.GetAsync(path, change: request => request.Headers.TryAddWithoutValidation("Cache-Control", "no-cache"));

    private static async Task<JsonElement> DoneAsync(ServerWorld world, string query)
    {
        var location = (await world.PostAsync($"{Path}?{query}", "")).ShouldBe(202).Headers["Location"];
        for (var i = 0; i < 1_200; i++)
        {
            var job = (await world.GetAsync(location)).ShouldBe(200).Json;
            if (job.GetProperty("status").GetString() is "done" or "failed") return job;
            await Task.Delay(50);
        }

        throw new TimeoutException("The backfill did not end.");
    }
}
