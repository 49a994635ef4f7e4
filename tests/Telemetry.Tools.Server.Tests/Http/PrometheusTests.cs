using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>A real Prometheus reads the server's metrics with a key.</summary>
[TestClass]
public sealed class PrometheusTests
{
    private const string Program = "/usr/bin/prometheus";

    [TestMethod]
    public async Task PrometheusReadsTheMetrics()
    {
        File.Exists(Program).ShouldBeTrue("Prometheus is not installed: run dotnet run build/build.cs -- test as root, or apt-get install prometheus");
        await using var world = await ServerWorld.StartAsync();
        var key = world.CreateKey(ServerRole.Viewer);
        (await world.LogAsync(Samples.Batch(30), world.CreateKey(ServerRole.Writer, name: "app"))).Counts.Accepted.ShouldBe(30);
        var folder = Directory.CreateTempSubdirectory("telemetry-prometheus-").FullName;
        var port = FreePort.Next();
        using var prometheus = Start(folder, port, world.Address, key);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
            (await ValueAsync(client, "telemetry_ingest_events_total")).ShouldBe("30");
            (await ValueAsync(client, "up")).ShouldBe("1");
            (await ValueAsync(client, "sum(telemetry_http_requests_total{method=\"POST\",status=\"200\"})")).ShouldBe("1");
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process Start(string folder, int port, Uri server, string key)
    {
        var settings = Path.Combine(folder, "prometheus.yml");
        File.WriteAllText(settings, $"""
            scrape_configs:
              - job_name: telemetry
                scrape_interval: 1s
                authorization:
                  credentials: {key}
                static_configs:
                  - targets: ["{server.Authority}"]

            """);
        return Process.Start(new ProcessStartInfo(Program,
        [
            $"--config.file={settings}", $"--storage.tsdb.path={Path.Combine(folder, "data")}", string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"), "--log.level=error",
        ]))!;
    }

    private static async Task<string?> ValueAsync(HttpClient client, string query)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                var answer = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}", limit.Token)).RootElement;
                var result = answer.GetProperty("data").GetProperty("result");
                if (result.GetArrayLength() > 0) return result[0].GetProperty("value")[1].GetString();
            }
            catch (HttpRequestException)
            {
                // It has not started yet.
            }

            await Task.Delay(100, limit.Token);
        }
    }
}
