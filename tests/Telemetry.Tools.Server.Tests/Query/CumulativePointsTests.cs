using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Questions to cumulative metrics are answered by what happened, not by adding up totals.</summary>
[TestClass]
public sealed class CumulativePointsTests
{
    private const string Metrics = "/v1/metrics";
    private const string Question = "/v1/analytics/query";
    private const double Day = 86_400;

    // The clock of the tests shows 12:00 on the 21st; points count their seconds from 11:00.
    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task ACounterIsDifferencedByItsStart(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        // Out of order, one twice, restarted at 100 s by a new start, and fallen without one at 160 s.
        await Send(world, Sum(120, 7, start: 100), Sum(60, 4.1), Sum(0, 1.5), Sum(60, 4.1), Sum(140, 9, start: 100), Sum(160, 2, start: 100), Sum(180, 2.5, start: 100));
        (await Ask(world, "sum:value")).ShouldBe(4.1m + 9 + 2.5m);
        // Another program with the same name runs beside it.
        await Send(world, Sum(70, 100, start: -30), Sum(130, 150, start: -30));
        (await Ask(world, "sum:value")).ShouldBe(15.6m + 150);
        (await Ask(world, "count")).ShouldBe(8);
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task ThePointBeforeThePeriodIsFoundHoweverLongAgo(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        await Send(world, Sum(-9 * Day, 10, start: -10 * Day), Sum(-60, 12, start: -10 * Day), Sum(30, 15, start: -10 * Day), Sum(50, 16, start: -10 * Day));
        // Each other series must not end the search.
        await Send(world, Sum(-8 * Day, 100, start: -10 * Day, name: "n"), Sum(20, 101, start: -10 * Day, name: "n"), Sum(20, 5, start: -3 * Day, name: "first seen"));
        (await Ask(world, "sum:value", "2026-11-21T11:00:00Z", "2026-11-21T12:00:00Z")).ShouldBe(4 + 1 + 5);
        (await Ask(world, "sum:value", "2026-11-21T11:00:40Z", "2026-11-21T12:00:00Z")).ShouldBe(1);
        (await Ask(world, "sum:value", "2026-11-01T00:00:00Z", "2026-11-21T12:00:00Z")).ShouldBe(16 + 101 + 5);
    }

    [TestMethod]
    public async Task WhatHappenedBeforeAnUnknownStartIsNotCounted()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await Send(world, Sum(0, 50, start: null), Sum(60, 53, start: null), Sum(0, 70, start: 0, name: "n"), Sum(60, 71, start: 0, name: "n"));
        (await Ask(world, "sum:value")).ShouldBe(3 + 1);
        using (var connection = StoreFigures.Open(world.Settings.DataFolder))
        {
            connection.Execute(null, "INSERT INTO watermarks (tenant, stream, ts) VALUES ($1, $2, $3)", "default", "otel-metrics", Clock.Micros(Samples.Now.AddHours(-2)));
        }

        await Send(world, Sum(0, 200, start: -2 * Day, name: "cut by retention"), Sum(60, 202, start: -2 * Day, name: "cut by retention"));
        (await Ask(world, "sum:value")).ShouldBe(3 + 1 + 2);
    }

    [TestMethod]
    public async Task WhatIsNotCumulativeStaysAsItIs()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await Send(world, Sum(0, 3, temporality: 1), Sum(60, 4, temporality: 1), Sum(0, 5, monotonic: 0, name: "up and down"), Sum(60, 6, monotonic: 0, name: "up and down"));
        var gauge = Wire.Message(Wire.Text(1, "cumulative"), Wire.Bytes(5, Wire.Bytes(1, Wire.Fixed64(3, Telemetry.Nanos()), Wire.Double(4, 20))));
        await Send(world, gauge);
        (await Ask(world, "sum:value")).ShouldBe(3 + 4 + 5 + 6 + 20);
    }

    [TestMethod]
    public async Task DistributionsAreDifferencedByTheirCountAndStoredAsTheyCame()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await Send(world, Histogram(0, 3, 7.5), Histogram(60, 5, 9), Histogram(120, 1, 2), Summary(0, 10, 5), Summary(60, 12, 8));
        (await Ask(world, "sum:count")).ShouldBe(5 + 1 + 2);
        (await Ask(world, "sum:sum")).ShouldBe(9 + 2 + 3);
        world.Stored("otel-metrics").Where(point => point.Text("kind") == "histogram").Select(point => point.Long("count")).ShouldBe([3, 5, 1]);
    }

    private static async Task Send(ServerWorld world, params byte[][] metrics) => (await world.SendAsync(Metrics, Telemetry.Metrics(metrics))).ShouldBe(200).Body.ShouldBe("");

    private static async Task<decimal> Ask(ServerWorld world, string measure, string start = "2026-11-21", string end = "2026-11-21")
    {
        var question = $$"""{"stream":"otel-metrics","measures":["{{measure}}"],"start_date":"{{start}}","end_date":"{{end}}"}""";
        var value = (await world.PostAsync(Question, question)).ShouldBe(200).Json.GetProperty("rows")[0].GetProperty("values")[0];
        return value.ValueKind == JsonValueKind.String ? decimal.Parse(value.GetString()!, CultureInfo.InvariantCulture) : Math.Round(value.GetDecimal(), 9);
    }

    private static byte[] Sum(double at, double value, double? start = -60, string name = "m", int temporality = 2, int monotonic = 1) =>
        Wire.Message(Wire.Text(1, name), Wire.Bytes(7, Wire.Bytes(1, Times(start, at), Wire.Double(4, value)), Wire.Number(2, temporality), Wire.Number(3, monotonic)));

    private static byte[] Histogram(double at, ulong count, double sum) =>
        Wire.Message(Wire.Text(1, "h"), Wire.Bytes(9, Wire.Bytes(1, Times(-60, at), Wire.Fixed64(4, count), Wire.Double(5, sum)), Wire.Number(2, 2)));

    private static byte[] Summary(double at, ulong count, double sum) => Wire.Message(Wire.Text(1, "s"), Wire.Bytes(11, Wire.Bytes(1, Times(0, at), Wire.Fixed64(4, count), Wire.Double(5, sum))));

    private static byte[] Times(double? start, double at) => Wire.Message(start is { } known ? Wire.Fixed64(2, Telemetry.Nanos(known)) : [], Wire.Fixed64(3, Telemetry.Nanos(at)));
}
