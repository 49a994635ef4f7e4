using System.Text.Json;
using Microsoft.Extensions.Logging;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server.Tests;

/// <summary>What servers measure of themselves: samples, their figures, and how long they are kept.</summary>
[TestClass]
public sealed class PerformanceTests
{
    private const string Path = "/v1/analytics/performance/metrics";
    private const string TwoHours = "?start_date=2026-11-18T10:00:00Z&end_date=2026-11-18T12:00:00Z";
    private static readonly DateTimeOffset Start = new(2026, 11, 18, 10, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task TwoServersHaveTheirPointsAndOneSummary(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        WriteTruth(world);
        var raw = (await world.GetAsync(Path + TwoHours)).ShouldBe(200).Json;
        raw.GetProperty("time_series").GetArrayLength().ShouldBe(960);
        // 10:00:00 has one sample of each; the second one of "a" took 7.5 of 30 seconds that two processors had, and answered 10 requests in 1 to 10 ms.
        var point = raw.GetProperty("time_series")[2];
        point.GetRawText().ShouldBe(
            """{"timestamp":"2026-11-18T10:00:15Z","server":"a","cpu_percent":25,"memory_bytes":1001,"disk_used_percent":50,"network_bytes_in":7,"network_bytes_out":9,"database_bytes":5001,"""
            + $"\"database_connections\":4,\"database_latency_ms\":2,\"request_p50_ms\":{Near(5_000)},\"request_p95_ms\":{Near(10_000)},\"requests_per_second\":{10 / 15.0:R},\"health_score\":90,\"health_status\":\"healthy\"}}");
        // "b" is idle but for one request of 2 s in each sample.
        raw.GetProperty("time_series")[1].GetProperty("server").GetString().ShouldBe("b");
        raw.GetProperty("time_series")[1].GetProperty("request_p50_ms").GetDouble().ShouldBe(Near(2_000_000));

        var summary = raw.GetProperty("summary");
        Number(summary, "cpu_percent").ShouldBe(15);
        Number(summary, "memory_bytes").ShouldBe(Math.Round((Enumerable.Range(0, 480).Average(i => 1_000 + i) + 3_000) / 2));
        Number(summary, "disk_used_percent").ShouldBe(75);
        Number(summary, "network_bytes_in").ShouldBe(480 * (7 + 1));
        Number(summary, "database_bytes").ShouldBe(5_479);
        Number(summary, "database_connections").ShouldBe(5);
        Number(summary, "database_latency_ms").ShouldBe(3);
        Number(summary, "request_p50_ms").ShouldBe(Near(6_000));
        Number(summary, "request_p95_ms").ShouldBe(Near(2_000_000));
        // 11 requests in each 15 s; the first sample began 15 s before the period.
        Number(summary, "requests_per_second").ShouldBe(480 * 11 / 7_200.0);
        Number(summary, "health_score").ShouldBe(75);
        summary.GetProperty("health_status").GetString().ShouldBe("degraded");
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task BucketsSayWhatTheirSamplesSay(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        WriteTruth(world);
        var raw = (await world.GetAsync(Path + TwoHours)).ShouldBe(200).Json.GetProperty("summary").GetRawText();
        var hours = (await world.GetAsync($"{Path}{TwoHours}&group_by=hour")).ShouldBe(200).Json;
        hours.GetProperty("summary").GetRawText().ShouldBe(raw);
        hours.GetProperty("time_series").EnumerateArray().Select(point => $"{point.GetProperty("timestamp")} {point.GetProperty("server")} {point.GetProperty("network_bytes_in")} {point.GetProperty("database_bytes")}")
            .ShouldBe(["2026-11-18T10:00:00Z a 1680 5239", "2026-11-18T10:00:00Z b 240 4000", "2026-11-18T11:00:00Z a 1680 5479", "2026-11-18T11:00:00Z b 240 4000"]);
        Number(hours.GetProperty("time_series")[0], "request_p95_ms").ShouldBe(Near(10_000));
        Number(hours.GetProperty("time_series")[0], "requests_per_second").ShouldBe(10 / 15.0);
        var days = (await world.GetAsync($"{Path}?start_date=2026-11-01&end_date=2026-11-18")).ShouldBe(200).Json;
        days.GetProperty("summary").GetRawText().ShouldBe(raw);
        days.GetProperty("time_series").EnumerateArray().Select(point => $"{point.GetProperty("timestamp")} {point.GetProperty("server")}").ShouldBe(["2026-11-18T00:00:00Z a", "2026-11-18T00:00:00Z b"]);
        // Half hours at both ends come from the samples themselves.
        foreach (var query in new[] { "?start_date=2026-11-18T10:30:00Z&end_date=2026-11-18T11:20:00Z", "?start_date=2026-11-18T09:30:00Z&end_date=2026-11-18T11:20:00Z" })
        {
            (await world.GetAsync($"{Path}{query}&group_by=day")).ShouldBe(200).Json.GetProperty("summary").GetRawText().ShouldBe((await world.GetAsync(Path + query)).ShouldBe(200).Json.GetProperty("summary").GetRawText());
        }
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task AServerWritesWhatItDidSinceItsLastSample(string engine)
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await Engines.StartAsync(engine, clock);
        using var database = Engines.Open(world);
        using var queue = new IngestQueue(database, clock);
        var meters = new ServerMeters(clock, world.Settings.DataFolder);
        var log = new Lines();
        await using var sampler = new PerformanceSampler(database, queue, meters, "eu-1", clock, log, isInBackground: false);
        sampler.Sample().ShouldBeFalse();
        var held = database.OpenWrite();
        for (var i = 1; i <= 20; i++) meters.Count("GET", 200, TimeSpan.FromMilliseconds(i));
        clock.Now += TimeSpan.FromSeconds(15);
        sampler.Sample().ShouldBeTrue();
        clock.Now += TimeSpan.FromSeconds(15);
        sampler.Sample().ShouldBeTrue();

        held.Dispose();
        if (engine == Engines.Sqlite) database.Connections().ShouldBe(0);

        // While the database is away nothing is lost, and it is told once.
        EngineFigures.Execute(world, "ALTER TABLE performance RENAME TO away");
        for (var i = 0; i < 3; i++)
        {
            meters.Count("GET", 200, TimeSpan.FromMilliseconds(5));
            clock.Now += TimeSpan.FromSeconds(15);
            sampler.Round();
        }

        log.Count.ShouldBe(1);
        EngineFigures.Execute(world, "ALTER TABLE away RENAME TO performance");
        clock.Now += TimeSpan.FromSeconds(15);
        sampler.Round();
        log.Count.ShouldBe(1);

        var points = (await world.GetAsync($"{Path}?start_date=2026-11-21T12:00:00Z&end_date=2026-11-21T13:00:00Z")).ShouldBe(200).Json.GetProperty("time_series").EnumerateArray()
            .Where(point => point.GetProperty("server").GetString() == "eu-1").ToList();
        points.Select(point => point.GetProperty("timestamp").GetString()).ShouldBe(["2026-11-21T12:00:15Z", "2026-11-21T12:00:30Z", "2026-11-21T12:01:30Z"]);
        points.Select(point => Number(point, "requests_per_second")).ShouldBe([20 / 15.0, 0, 3 / 60.0]);
        Number(points[0], "request_p95_ms").ShouldBe(Near(19_000));
        points[1].GetProperty("request_p95_ms").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var name in new[] { "memory_bytes", "database_bytes", "database_connections", "database_latency_ms", "disk_used_percent" }) Number(points[0], name).ShouldBeGreaterThan(0, name);
        Number(points[0], "cpu_percent").ShouldBeInRange(0, 100);
        Number(points[0], "health_score").ShouldBeInRange(50, 100);
    }

    [TestMethod]
    public async Task ARunningServerSamplesItselfUnderANameThatIsNotTheMachines()
    {
        await using var world = await ServerWorld.StartAsync(change: settings => settings with { ServerName = "eu-1" });
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        JsonElement points;
        do
        {
            await Task.Delay(500, limit.Token);
            points = (await world.GetAsync(Path)).ShouldBe(200).Json.GetProperty("time_series");
        }
        while (points.GetArrayLength() == 0);
        points[0].GetProperty("server").GetString().ShouldBe("eu-1");
        Number(points[0], "requests_per_second").ShouldBeGreaterThan(0);
    }

    [TestMethod]
    public async Task ViewersOfAnyTenantReadTheSameAndNoNamesOfTenants()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        WriteTruth(world);
        var keys = new[] { world.CreateKey(ServerRole.Viewer, "acme"), world.CreateKey(ServerRole.Viewer, "bmce") };
        clock.Now += TimeSpan.FromSeconds(2);
        foreach (var key in keys) (await world.GetAsync("/v1/analytics/usage/overview?user_id=secret", key)).ShouldBe(200);
        var answers = new List<string>();
        foreach (var key in keys)
        {
            var answer = (await world.GetAsync(Path + TwoHours, key)).ShouldBe(200);
            answer.Json.GetProperty("slow_queries").EnumerateArray().Select(query => query.GetProperty("query").GetString()).ShouldContain("GetUsageOverview");
            foreach (var name in new[] { "acme", "bmce", "secret", Environment.MachineName }) answer.Json.GetProperty("slow_queries").GetRawText().ShouldNotContain(name);
            answers.Add(answer.Json.GetProperty("summary").GetRawText() + answer.Json.GetProperty("time_series").GetRawText());
        }

        answers[0].ShouldBe(answers[1]);
    }

    [TestMethod]
    public async Task WherePostgresCountsStatementsTheSlowestAreItsAndHoldNoValues()
    {
        await using var world = await Engines.StartAsync(Engines.Postgres, new TestClock(Samples.Now));
        (await world.GetAsync(Path)).ShouldBe(200);
        (await world.GetAsync(Path)).Json.GetProperty("slow_queries").EnumerateArray().Single().GetProperty("query").GetString().ShouldBe("GetPerformanceMetrics");
        EngineFigures.Execute(world, "CREATE EXTENSION pg_stat_statements");
        EngineFigures.Execute(world, "SELECT pg_sleep(0.3), 'hush of acme'");
        EngineFigures.Execute(world, "CREATE ROLE reader_of_performance PASSWORD 'hush too'; DROP ROLE reader_of_performance");
        var queries = (await world.GetAsync(Path)).ShouldBe(200).Json.GetProperty("slow_queries");
        queries.GetArrayLength().ShouldBe(10);
        queries[0].GetProperty("query").GetString().ShouldBe("SELECT pg_sleep($1), $2");
        queries[0].GetProperty("calls").GetInt64().ShouldBe(1);
        Number(queries[0], "mean_ms").ShouldBeGreaterThanOrEqualTo(300);
        queries.EnumerateArray().Select(query => Number(query, "mean_ms")).ShouldBeInOrder(SortDirection.Descending);
        queries.GetRawText().ShouldNotContain("hush");
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task SamplesAreKeptAsLongAsTheirPolicySaysAndOnlyTheServersOwnRunRemovesThem(string engine)
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await Engines.StartAsync(engine, clock);
        var all = world.CreateKey(ServerRole.Admin, "*", "operator");
        var tenants = world.CreateKey(ServerRole.Admin, "acme");
        clock.Now += TimeSpan.FromSeconds(2);
        using (var database = Engines.Open(world))
        {
            var store = new PerformanceStore(database);
            for (var days = 175; days < 185; days++) store.Write(Truth("a", Samples.Now.Date.AddDays(-days).AddHours(1), 0));
        }

        var dry = (await world.PostAsync("/v1/analytics/retention/run?dry_run=true", "", all)).ShouldBe(200).Json;
        RowsOf(dry).ShouldBe(4);
        (await world.PostAsync("/v1/analytics/retention/run", "", tenants)).ShouldBe(200);
        EngineFigures.Scalar(world, "SELECT count(*) FROM performance WHERE server = 'a'").ShouldBe(10);
        RowsOf((await world.PostAsync("/v1/analytics/retention/run", "", all)).ShouldBe(200).Json).ShouldBe(4);
        EngineFigures.Scalar(world, "SELECT count(*) FROM performance WHERE server = 'a'").ShouldBe(6);
        EngineFigures.Scalar(world, "SELECT count(DISTINCT hour) FROM performance_histogram WHERE server = 'a'").ShouldBe(6);

        static long RowsOf(JsonElement run) => run.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("table_name").GetString() == "performance").GetProperty("rows").GetInt64();
    }

    [TestMethod]
    [DataRow("?group_by=minute")]
    [DataRow("?tenant_id=acme")]
    [DataRow("?start_date=2026-11-21&end_date=2026-11-19")]
    [DataRow("?start_date=2000-01-01&group_by=hour")]
    public async Task AQuestionThatMakesNoSenseIsRefused(string query)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.GetAsync(Path + query)).ShouldBe(400);
    }

    [TestMethod]
    public async Task ManyServersNeedLongerBuckets()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        EngineFigures.Execute(world, """
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
            INSERT INTO performance SELECT 1795082400000000 + i, 'a', 1, 0, 1, 1, NULL, 0, 0, 1, 1, 1, 0, 100, '' FROM n
            """);
        (await world.GetAsync(Path + "?start_date=2026-11-19T09:00:00Z&end_date=2026-11-19T12:00:00Z")).ShouldFail(400, ServerDiagnostics.BadQuery);
        (await world.GetAsync(Path + "?start_date=2026-11-19T09:00:00Z&end_date=2026-11-19T12:00:00Z&group_by=hour")).ShouldBe(200).Json.GetProperty("time_series").GetArrayLength().ShouldBe(1);
    }

    [TestMethod]
    public async Task WithoutSamplesTheSummaryIsEmpty()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var answer = (await world.GetAsync(Path + TwoHours)).ShouldBe(200).Json;
        answer.GetProperty("time_series").GetArrayLength().ShouldBe(0);
        answer.GetProperty("summary").EnumerateObject().Select(item => item.Value.ValueKind).ShouldAllBe(kind => kind == JsonValueKind.Null);
        answer.GetProperty("summary").EnumerateObject().Select(item => item.Name).ShouldBe(
        [
            "cpu_percent", "memory_bytes", "disk_used_percent", "network_bytes_in", "network_bytes_out", "database_bytes", "database_connections", "database_latency_ms", "request_p50_ms", "request_p95_ms",
            "requests_per_second", "health_score", "health_status",
        ]);
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task ThePageDrawsALineForEachServer(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        var empty = (await world.GetAsync("/analytics/performance")).ShouldBe(200).Body;
        empty.ShouldContain("No server has measured anything in this period.");
        WriteTruth(world);
        var body = (await world.GetAsync("/analytics/performance?range=7d")).ShouldBe(200).Body;
        foreach (var title in new[] { "Processor by hour", "Memory by hour", "Requests a second by hour", "Time to answer, 95th percentile by hour", "Time of the database" }) body.ShouldContain(title);
        body.ShouldNotContain("No server has measured");
        body.ShouldContain(ValueFormat.Time(Start), customMessage: "the table of values");
        body.ShouldContain("<th scope=\"col\" class=\"n\">a</th><th scope=\"col\" class=\"n\">b</th>");
        (await world.GetAsync("/analytics/performance?range=1y&group_by=day")).ShouldBe(200).Body.ShouldContain("Processor by day");
        (await world.GetAsync("/analytics/performance?range=8d")).ShouldBe(400);
    }

    private static void WriteTruth(ServerWorld world)
    {
        using var database = Engines.Open(world);
        var store = new PerformanceStore(database);
        for (var i = 0; i < 480; i++)
        {
            foreach (var server in new[] { "a", "b" }) store.Write(Truth(server, Start.AddSeconds(15 * i), i));
        }
    }

    private static PerformanceSample Truth(string server, DateTimeOffset time, int i)
    {
        const long Length = 15 * Clock.Second;
        var isFirst = server == "a";
        return new PerformanceSample(server, Clock.Micros(time), Length)
        {
            CpuMicros = Length * 2 / (isFirst ? 4 : 20),
            CapacityMicros = Length * 2,
            MemoryBytes = isFirst ? 1_000 + i : 3_000,
            DiskPpm = isFirst ? 500_000 : 750_000,
            NetworkIn = isFirst ? 7 : 1,
            NetworkOut = isFirst ? 9 : 2,
            DatabaseBytes = isFirst ? 5_000 + i : 4_000,
            DatabaseConnections = isFirst ? 4 : 6,
            LatencyMicros = isFirst ? 2_000 : 4_000,
            HealthScore = isFirst ? 90 : 60,
            Durations = Histogram(isFirst ? [.. Enumerable.Range(1, 10).Select(ms => ms * 1_000L)] : [2_000_000]),
        };
    }

    private static LogLinearHistogram Histogram(IEnumerable<long> micros)
    {
        var histogram = new LogLinearHistogram();
        foreach (var value in micros) histogram.Add(value);
        return histogram;
    }

    // The middle of a value's bucket, in milliseconds.
    private static double Near(long micros) => LogLinearHistogram.Midpoint(LogLinearHistogram.BucketOf(micros)) / 1_000.0;

    private static double Number(JsonElement figures, string name) => figures.GetProperty(name).GetDouble();

    private sealed class Lines : ILogger
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count++;
    }
}
