using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>A server in this process, senders in a second one.</summary>
internal static class HttpIngest
{
    public static SenderRun Run(ServerSettings settings, int seed, int events, int batch, int rate = 0)
    {
        var key = new KeyAdministration(settings).Create("sender", "default", ServerRole.Writer).Text;
        var server = AnalyticsServer.StartAsync(settings).GetAwaiter().GetResult();
        try
        {
            return Send(server.Addresses[0], key, seed, events, batch, rate);
        }
        finally
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Sends from a second process to a server that runs.</summary>
    public static SenderRun Send(Uri address, string key, int seed, int events, int batch, int rate)
    {
        var start = Child("ingest", IngestSender.Switch, address.ToString(), Text(seed), Text(events), Text(batch), Text(rate));
        start.Environment[IngestSender.Key] = key;
        using var process = Process.Start(start)!;
        if (process.StandardOutput.ReadLine() != "ready") throw new InvalidOperationException("The sender did not start.");
        process.StandardInput.WriteLine("go");
        var run = JsonSerializer.Deserialize<SenderRun>(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The sender met an error."))!;
        process.WaitForExit();
        return run;
    }

    /// <summary>This program as a second process.</summary>
    public static ProcessStartInfo Child(string benchmark, string @switch, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(HttpIngest).Assembly.Location);
        foreach (var argument in (string[])[benchmark, @switch, .. arguments]) start.ArgumentList.Add(argument);
        return start;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
