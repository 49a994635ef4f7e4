using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class MetricsTests
{
    private const string Path = "/v1/metrics";

    public static byte[] Sum(string name, int temporality, double value, double at = 0, params (string Name, object Value)[] attributes) => Wire.Message(
        Wire.Text(1, name),
        Wire.Text(3, "USD"),
        Wire.Bytes(
            7,
            Wire.Bytes(1, Wire.Fixed64(2, Telemetry.Nanos(-60)), Wire.Fixed64(3, Telemetry.Nanos(at)), Wire.Double(4, value), Wire.Message([.. attributes.Select(pair => Wire.Attribute(7, pair.Name, pair.Value))])),
            Wire.Number(2, temporality),
            Wire.Number(3, 1)));

    public static byte[] Histogram(string name) => Wire.Message(
        Wire.Text(1, name),
        Wire.Bytes(
            9,
            Wire.Bytes(
                1, Wire.Fixed64(3, Telemetry.Nanos()), Wire.Fixed64(4, 3), Wire.Double(5, 7.5), Wire.Bytes(6, Packed(1, 2)), Wire.Bytes(7, Packed(BitConverter.DoubleToUInt64Bits(2.5))), Wire.Double(11, 1), Wire.Double(12, 4)),
            Wire.Number(2, 1)));

    [TestMethod]
    public async Task PointsAreKeptAsTheyComeAndNeverEnterUsage()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        byte[][] metrics = [Sum("claude_code.cost.usage", 2, 1.5, 0, ("model", "claude-sonnet-4-5"), ("user.email", "jane@example.com")), Sum("claude_code.cost.usage", 2, 4, 60, ("model", "claude-sonnet-4-5"), ("user.email", "jane@example.com")), Histogram("gen_ai.client.token.usage")];
        (await world.SendAsync(Path, Telemetry.Metrics(metrics))).ShouldBe(200).Body.ShouldBe("");
        world.Stored("llm-usage").ShouldBeEmpty();
        var points = world.Stored("otel-metrics");
        points.Count.ShouldBe(3);
        var sums = points.Where(point => point.Text("kind") == "sum").ToList();
        sums.Select(point => point.GetProperty("value").GetDouble()).ShouldBe([1.5, 4]);
        sums.Select(point => point.Text("series")).Distinct().Count().ShouldBe(1);
        (sums[0].Text("metric"), sums[0].Text("unit"), sums[0].Text("temporality"), sums[0].Text("start_time")).ShouldBe(("claude_code.cost.usage", "USD", "cumulative", "2026-11-21T10:59:00.000Z"));
        sums[0].GetProperty("monotonic").GetBoolean().ShouldBeTrue();
        sums[0].GetRawText().ShouldNotContain("jane");
        var histogram = points.Single(point => point.Text("kind") == "histogram");
        histogram.GetProperty("distribution").GetRawText().ShouldBe("""{"bounds":[2.5],"counts":[1,2]}""");
        (histogram.Long("count"), histogram.GetProperty("sum").GetDouble(), histogram.Text("temporality")).ShouldBe((3, 7.5, "delta"));
        (await world.GetAsync("/v1/analytics/usage/overview")).Json.GetProperty("summary").Long("total_requests").ShouldBe(0);
    }

    [TestMethod]
    public async Task APointIsKnownByItsSeriesStartAndTime()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        async Task<int> Stored(params byte[][] metrics)
        {
            (await world.SendAsync(Path, Telemetry.Metrics(metrics))).ShouldBe(200);
            return world.Stored("otel-metrics").Count;
        }

        (await Stored(Sum("m", 2, 1, 0, ("a", "1"), ("b", "2")))).ShouldBe(1);
        (await Stored(Sum("m", 2, 1, 0, ("b", "2"), ("a", "1")))).ShouldBe(1, "the order of attributes says nothing");
        (await Stored(Sum("m", 2, 1, 0, ("a", "1"), ("b", "3")))).ShouldBe(2, "attributes that are not kept tell series apart");
        (await Stored(Sum("m", 2, 1, 1, ("a", "1"), ("b", "2")))).ShouldBe(3);
        (await Stored(Sum("n", 2, 1, 0, ("a", "1"), ("b", "2")))).ShouldBe(4);
    }

    [TestMethod]
    public async Task EveryKindOfPointIsTaken()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var gauge = Wire.Message(Wire.Text(1, "g"), Wire.Bytes(5, Wire.Bytes(1, Wire.Fixed64(3, Telemetry.Nanos()), Wire.Fixed64(6, unchecked((ulong)-7L)))));
        var odd = Wire.Message(Wire.Text(1, "nan"), Wire.Bytes(5, Wire.Bytes(1, Wire.Fixed64(3, Telemetry.Nanos()), Wire.Double(4, double.NaN))));
        var exponential = Wire.Message(Wire.Text(1, "e"), Wire.Bytes(10, Wire.Bytes(1, Wire.Fixed64(3, Telemetry.Nanos()), Wire.Fixed64(4, 3), Wire.Number(6, 5), Wire.Fixed64(7, 1), Wire.Bytes(8, Wire.Number(1, 3), Wire.Bytes(2, [1, 2]))), Wire.Number(2, 2)));
        var summary = Wire.Message(Wire.Text(1, "s"), Wire.Bytes(11, Wire.Bytes(1, Wire.Fixed64(3, Telemetry.Nanos()), Wire.Fixed64(4, 2), Wire.Double(5, 9), Wire.Bytes(6, Wire.Double(1, 0.5), Wire.Double(2, 4.5)))));
        (await world.SendAsync(Path, Telemetry.Metrics(gauge, odd, exponential, summary))).ShouldBe(200).Body.ShouldBe("");
        var points = world.Stored("otel-metrics").ToDictionary(point => point.Text("metric")!);
        points["g"].GetProperty("value").GetDouble().ShouldBe(-7);
        points["nan"].Text("value").ShouldBe("NaN");
        points["e"].GetProperty("distribution").GetRawText().ShouldBe("""{"scale":-3,"zero_count":1,"positive":{"offset":-2,"counts":[1,2]}}""");
        points["s"].GetProperty("distribution").GetRawText().ShouldBe("""{"quantiles":[{"quantile":0.5,"value":4.5}]}""");
    }

    private static byte[] Packed(params ulong[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
