using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Telemetry.Tools.Server.Tests;

/// <summary>The .NET exporter of OpenTelemetry as others use it.</summary>
[TestClass]
public sealed class DotNetExporterTests
{
    private static readonly ResourceBuilder Resource = ResourceBuilder.CreateDefault().AddService("shop").AddAttributes([new("project", "web")]);

    [TestMethod]
    public async Task ItsSpansLogsAndMetricsArrive()
    {
        await using var world = await ServerWorld.StartAsync();
        var key = world.CreateKey(ServerRole.Writer);
        var admin = world.CreateKey(ServerRole.Admin, name: "admin");
        SendSpans(world, key);
        SendLogs(world, key);
        SendMetrics(world, key);

        var usage = world.Stored("llm-usage").ShouldHaveSingleItem();
        (usage.Text("model"), usage.Text("provider"), usage.Text("project")).ShouldBe(("claude-sonnet-4-5", "anthropic", "web"));
        (usage.Long("input_tokens"), usage.Long("cache_read_tokens"), usage.Long("output_tokens")).ShouldBe((700, 300, 50));
        var tool = world.Stored("otel-spans").ShouldHaveSingleItem();
        (tool.Text("name"), tool.Text("service"), tool.Text("kind")).ShouldBe(("execute_tool search", "shop", "internal"));
        tool.Text("parent_span_id").ShouldNotBeNull();
        var log = world.Stored("otel-logs").ShouldHaveSingleItem();
        log.Text("severity").ShouldBe("Warning");
        // An exporter that stops sends a cumulative point once more: another time, the same series.
        var series = world.Stored("otel-metrics").GroupBy(point => point.Text("series")).Select(group => group.Last()).ToList();
        var points = series.ToDictionary(point => point.Text("metric")!);
        (points["requests"].GetProperty("value").GetDouble(), points["requests"].Text("temporality")).ShouldBe((7, "cumulative"));
        points["latency"].Long("count").ShouldBe(2);
        (await world.GetAsync("/v1/analytics/usage/overview?project_id=web", admin)).ShouldBe(200).Json.GetProperty("summary").Long("total_tokens_used").ShouldBe(1050);
    }

    private static void SendSpans(ServerWorld world, string key)
    {
        using var source = new ActivitySource("shop.ai");
        using var provider = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource).AddSource(source.Name).AddOtlpExporter(options => Configure(options, world, key, "traces")).Build();
        using (var chat = source.StartActivity("chat claude-sonnet-4-5", ActivityKind.Client)!)
        {
            chat.SetTag("gen_ai.operation.name", "chat").SetTag("gen_ai.provider.name", "anthropic").SetTag("gen_ai.request.model", "claude-sonnet-4-5");
            chat.SetTag("gen_ai.usage.input_tokens", 1000).SetTag("gen_ai.usage.cache_read.input_tokens", 300).SetTag("gen_ai.usage.output_tokens", 50);
            using var tool = source.StartActivity("execute_tool search")!;
            tool.SetTag("gen_ai.operation.name", "execute_tool").SetTag("gen_ai.tool.name", "search");
        }

        provider.ForceFlush(20_000).ShouldBeTrue();
    }

    private static void SendLogs(ServerWorld world, string key)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
            options.SetResourceBuilder(Resource).AddOtlpExporter((exporter, processor) =>
            {
                processor.ExportProcessorType = ExportProcessorType.Simple;
                Configure(exporter, world, key, "logs");
            })));
        factory.CreateLogger("shop").LogWarning("cart of {User} is empty", "jane");
    }

    private static void SendMetrics(ServerWorld world, string key)
    {
        using var meter = new Meter("shop.meter");
        using var provider = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource).AddMeter(meter.Name).AddOtlpExporter(options => Configure(options, world, key, "metrics")).Build();
        meter.CreateCounter<long>("requests").Add(7);
        var latency = meter.CreateHistogram<double>("latency", "ms");
        latency.Record(12.5);
        latency.Record(80);
        provider.ForceFlush(20_000).ShouldBeTrue();
    }

    private static void Configure(OtlpExporterOptions options, ServerWorld world, string key, string signal)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(world.Address, $"/v1/{signal}");
        options.Headers = string.Create(CultureInfo.InvariantCulture, $"X-API-Key={key}");
    }
}
