using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>A server in this process, senders in a second one.</summary>
internal static class HttpIngest
{
    public static SenderRun Run(string folder, int seed, int events, int batch, int rate = 0)
    {
        var settings = new ServerSettings { DataFolder = folder, Urls = [new Uri("http://127.0.0.1:0")] };
        var server = AnalyticsServer.StartAsync(settings).GetAwaiter().GetResult();
        try
        {
            return Send(server.Addresses[0], seed, events, batch, rate);
        }
        finally
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static SenderRun Send(Uri address, int seed, int events, int batch, int rate)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(HttpIngest).Assembly.Location);
        foreach (var argument in (string[])["ingest", IngestSender.Switch, address.ToString(), Text(seed), Text(events), Text(batch), Text(rate)]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        if (process.StandardOutput.ReadLine() != "ready") throw new InvalidOperationException("The sender did not start.");
        process.StandardInput.WriteLine("go");
        var run = JsonSerializer.Deserialize<SenderRun>(process.StandardOutput.ReadLine()!)!;
        process.WaitForExit();
        return run;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
