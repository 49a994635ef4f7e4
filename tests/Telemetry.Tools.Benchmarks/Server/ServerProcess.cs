using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>A server as its users have it: <c>serve</c> of the tool, published as the package has it, in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Publishes the tool; its program.</summary>
    public static string Publish() => StartupBenchmark.PublishTool(Directory.CreateDirectory(Path.Combine(BenchmarkFolder.Path, "startup")).FullName);

    /// <summary>Starts it and waits until it says that it listens.</summary>
    public static ServerProcess Start(string tool, ServerSettings settings)
    {
        var start = new ProcessStartInfo(tool, ["serve", "--urls", "http://127.0.0.1:0", "--data", settings.DataFolder]) { RedirectStandardError = true };
        if (settings.Database is { } database) start.Environment["TELEMETRY_SERVER__DATABASE"] = database;
        var process = Process.Start(start)!;
        var line = process.StandardError.ReadLine() ?? throw new InvalidOperationException("The server did not start.");
        return new ServerProcess(process, new Uri(line.Split(' ')[2]));
    }

    /// <summary>Waits until it says that it is ready: it has listened before, but had its first pages still to write.</summary>
    public void WaitUntilReady()
    {
        while (_process.StandardError.ReadLine() is { } line && line != "Ready")
        {
            // What it says before.
        }
    }

    /// <summary>Bytes that a line of its <c>/proc/PID/status</c> tells (man 5 proc): VmRSS is all that it holds in memory, RssAnon what is its own, RssFile pages of files.</summary>
    public long Memory(string line = "VmRSS")
    {
        var text = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith(line + ":", StringComparison.Ordinal));
        return 1024 * long.Parse(text[(line.Length + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>One of the figures that the server tells of itself.</summary>
    public double Metric(string key, string name)
    {
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var line = client.GetStringAsync("/metrics").GetAwaiter().GetResult().Split('\n').First(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
