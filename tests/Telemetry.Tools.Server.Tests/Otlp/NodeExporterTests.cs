using System.Diagnostics;

namespace Telemetry.Tools.Server.Tests;

/// <summary>The JavaScript SDK of OpenTelemetry as others use it, with its exporters for protobuf and for JSON.</summary>
[TestClass]
public sealed class NodeExporterTests
{
    private const string Version = "0.223.0";

    // Each of them has an encoder of its own.
    private const string Script = """
        const [encoding, url, key] = process.argv.slice(2);
        const { BasicTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-base');
        const { LoggerProvider, SimpleLogRecordProcessor } = require('@opentelemetry/sdk-logs');
        const { MeterProvider, PeriodicExportingMetricReader } = require('@opentelemetry/sdk-metrics');
        const { resourceFromAttributes } = require('@opentelemetry/resources');
        const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-' + encoding);
        const { OTLPLogExporter } = require('@opentelemetry/exporter-logs-otlp-' + encoding);
        const { OTLPMetricExporter } = require('@opentelemetry/exporter-metrics-otlp-' + encoding);
        const to = signal => ({ url: `${url}v1/${signal}`, headers: { authorization: `Bearer ${key}` } });
        const resource = resourceFromAttributes({ 'service.name': 'js-shop', project: 'web' });
        (async () => {
          const traces = new BasicTracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter(to('traces')))] });
          const tracer = traces.getTracer('js');
          tracer.startSpan('chat gpt-5', { kind: 2, attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt-5',
            'gen_ai.usage.input_tokens': 120, 'gen_ai.usage.output_tokens': 30 } }).end();
          tracer.startSpan('invoke_agent', { attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.usage.input_tokens': 120, 'gen_ai.usage.output_tokens': 30 } }).end();
          const logs = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter: new OTLPLogExporter(to('logs')) })] });
          logs.getLogger('js').emit({ eventName: 'cart.empty', severityNumber: 13, severityText: 'WARN', body: 'jane has nothing', attributes: { 'session.id': 's1' } });
          const meters = new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(to('metrics')) })] });
          const meter = meters.getMeter('js');
          meter.createCounter('requests').add(7);
          meter.createHistogram('latency').record(12.5);
          for (const provider of [traces, logs, meters]) { await provider.forceFlush(); await provider.shutdown(); }
        })().catch(error => { console.error(error); process.exit(1); });
        """;

    [TestMethod]
    [DataRow("proto")]
    [DataRow("http")]
    public async Task ItsSpansLogsAndMetricsArrive(string encoding)
    {
        await using var world = await ServerWorld.StartAsync();
        var (writer, admin) = (world.CreateKey(ServerRole.Writer), world.CreateKey(ServerRole.Admin, name: "admin"));
        var folder = Install();
        await File.WriteAllTextAsync(Path.Combine(folder, $"send-{encoding}.cjs"), Script);
        Run("node", [$"send-{encoding}.cjs", encoding, world.Address.ToString(), writer], folder);

        var usage = world.Stored("llm-usage").ShouldHaveSingleItem();
        (usage.Text("model"), usage.Text("project"), usage.Long("input_tokens"), usage.Long("output_tokens")).ShouldBe(("gpt-5", "web", 120, 30));
        world.Stored("otel-spans").ShouldHaveSingleItem().Text("name").ShouldBe("invoke_agent");
        var log = world.Stored("otel-logs").ShouldHaveSingleItem();
        (log.Text("event_name"), log.Text("severity"), log.Text("session_id"), log.Text("body")).ShouldBe(("cart.empty", "WARN", "s1", null));
        // An exporter that stops sends a cumulative point once more: another time, the same series.
        var series = world.Stored("otel-metrics").GroupBy(point => point.Text("series")).Select(group => group.Last()).ToList();
        var points = series.ToDictionary(point => point.Text("metric")!);
        points["requests"].GetProperty("value").GetDouble().ShouldBe(7);
        points["latency"].Long("count").ShouldBe(1);
        (await world.GetAsync("/v1/analytics/usage/overview?project_id=web", admin)).ShouldBe(200).Json.GetProperty("summary").Long("total_tokens_used").ShouldBe(150);
    }

    // Once for all tests that are ever run here; into a folder that is not part of the sources.
    private static string Install()
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"otel-js-{Version}")).FullName;
        var done = Path.Combine(folder, "installed");
        if (File.Exists(done)) return folder;
        File.WriteAllText(Path.Combine(folder, "package.json"), """{ "private": true }""");
        string[] exporters = ["trace", "logs", "metrics"];
        Run(
            "npm",
            [
                "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "@opentelemetry/api@1.9.1", $"@opentelemetry/sdk-logs@{Version}", "@opentelemetry/sdk-trace-base@2.12.1", "@opentelemetry/sdk-metrics@2.12.1", "@opentelemetry/resources@2.12.1",
                .. exporters.SelectMany(signal => new[] { $"@opentelemetry/exporter-{signal}-otlp-proto@{Version}", $"@opentelemetry/exporter-{signal}-otlp-http@{Version}" }),
            ],
            folder);
        File.WriteAllText(done, "");
        return folder;
    }

    private static void Run(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = StartOrFail(start);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments.Take(2))}: {errors.Result}{output}");
    }

    private static Process StartOrFail(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new AssertFailedException($"{start.FileName} is not installed: run dotnet run build/build.cs -- test as root, or apt-get install nodejs npm");
        }
    }
}
