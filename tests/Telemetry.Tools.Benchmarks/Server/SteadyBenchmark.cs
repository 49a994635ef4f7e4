using System.Diagnostics;
using System.Globalization;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// A server that goes on for ten minutes, and then among 10,000 connections that send a byte a second. Bounds: memory at the end at most 1.1 of that after a fifth of the time and at most
/// 400 MB; good clients see no error, and 99 of 100 of their answers take at most twice as long as without the bad ones.
/// </summary>
internal sealed class SteadyBenchmark : IBenchmark
{
    private const int Rate = 5_000;
    private const int Batch = 100;
    private const int Connections = 10_000;
    private const int GoodSeconds = 20;
    private const int Mega = 1024 * 1024;

    public string Name => "steady";

    public string Description => "memory over ten minutes of ingest, and answers among 10,000 slow connections (SQLite)";

    public int Run(string[] args)
    {
        if (args.Length > 0 && args[0] == SlowConnections.Switch) return SlowConnections.Run(args);
        using var engine = ServerEngine.Sqlite("steady");
        var settings = engine.Fresh();
        var key = new KeyAdministration(settings).Create("sender", "default", ServerRole.Writer).Text;
        var server = AnalyticsServer.StartAsync(settings).GetAwaiter().GetResult();
        try
        {
            var held = Memory(server.Addresses[0], key, TimeSpan.FromSeconds(args.Contains("--quick") ? 60 : 600));
            return held & Slow(server.Addresses[0], key) ? 0 : 1;
        }
        finally
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static bool Memory(Uri address, string key, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var (early, most) = (0L, 0L);
        for (var seed = 1; Stopwatch.GetElapsedTime(start) < time; seed++)
        {
            HttpIngest.Send(address, key, seed, GoodSeconds * Rate / 2, Batch, Rate);
            most = Math.Max(most, Environment.WorkingSet);
            if (early == 0 && Stopwatch.GetElapsedTime(start) >= time / 5) early = Environment.WorkingSet;
        }

        var late = Environment.WorkingSet;
        var ratio = (double)late / early;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Rate:N0} events a second for {time.TotalMinutes:N0} min, {Environment.ProcessorCount} processors for server and senders"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  memory after a fifth of the time {early / Mega:N0} MB, at the end {late / Mega:N0} MB, at most {most / Mega:N0} MB: {ratio:N2}{(ratio <= 1.1 && most <= 400L * Mega ? "" : "   OVER THE BOUND of 1.1 or 400 MB")}"));
        return ratio <= 1.1 && most <= 400L * Mega;
    }

    // The sender stops with an error where an answer is one.
    private bool Slow(Uri address, string key)
    {
        HttpIngest.Send(address, key, 900, Rate, Batch, Rate);
        var alone = HttpIngest.Send(address, key, 901, GoodSeconds * Rate, Batch, Rate);
        var start = HttpIngest.Child(Name, SlowConnections.Switch, address.Port.ToString(CultureInfo.InvariantCulture), Connections.ToString(CultureInfo.InvariantCulture));
        using var bad = Process.Start(start)!;
        if (bad.StandardOutput.ReadLine() != "ready") throw new InvalidOperationException("The slow connections were not made.");
        var among = HttpIngest.Send(address, key, 902, GoodSeconds * Rate, Batch, Rate);
        bad.StandardInput.WriteLine();
        bad.WaitForExit();
        var ratio = among.P99Milliseconds / alone.P99Milliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  answers alone p50 {alone.P50Milliseconds:N1} ms, p99 {alone.P99Milliseconds:N1} ms; among {Connections:N0} slow connections p50 {among.P50Milliseconds:N1} ms, p99 {among.P99Milliseconds:N1} ms: {ratio:N2}{(ratio <= 2 ? "" : "   OVER THE BOUND of 2")}; no error"));
        return ratio <= 2;
    }
}
