using System.Diagnostics;
using System.Globalization;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// A server that goes on for ten minutes, and then among 10,000 slow connections. Bounds: memory at the end at most 1.1 of that after a fifth of the time and at most 400 MB; good clients see no
/// error, and 99 of 100 of their answers take at most twice as long as without the bad ones.
/// </summary>
/// <remarks>
/// The bound is held against connections that send a byte each 5 to 15 s, as the tools do that are used for such attacks: slowhttptest each 10 s in the examples of its manual
/// (https://github.com/shekyan/slowhttptest/blob/master/man/slowhttptest.1, -i), slowloris each 15 s (https://github.com/gkbrk/slowloris/blob/master/slowloris.py, --sleeptime). A byte a second is
/// measured beside it, for information: 10,000 system calls a second by each side are a flood rather than slow clients.
/// </remarks>
internal sealed class SteadyBenchmark : IBenchmark
{
    private const int Rate = 5_000;
    private const int Batch = 100;
    private const int Connections = 10_000;
    private const int SlowMilliseconds = 10_000;
    private const int FloodMilliseconds = 1_000;
    private const int GoodSeconds = 20;
    private const int AmongSeconds = 40;
    private const int ReadingsAMinute = 60 / (GoodSeconds / 2);
    private const long Mega = 1024 * 1024;

    public string Name => "steady";

    public string Description => "memory over ten minutes of ingest (--minutes N), and answers among 10,000 slow connections (SQLite)";

    public int Run(string[] args)
    {
        if (args.Length > 0 && args[0] == SlowConnections.Switch) return SlowConnections.Run(args);
        var tool = ServerProcess.Publish();
        using var engine = ServerEngine.Sqlite("steady");
        var settings = engine.Fresh();
        var key = new KeyAdministration(settings).Create("sender", "default", ServerRole.Admin).Text;
        using var server = ServerProcess.Start(tool, settings);
        var held = Memory(server, key, TimeSpan.FromMinutes(MinutesOf(args)));
        return held & Slow(server, key, withFlood: !args.Contains("--quick")) ? 0 : 1;
    }

    // Each figure is the median of a minute's readings: where the collector stands at one moment moves one by a tenth and more.
    private static bool Memory(ServerProcess server, string key, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var readings = new List<long>();
        var early = 0.0;
        for (var seed = 1; Stopwatch.GetElapsedTime(start) < time; seed++)
        {
            HttpIngest.Send(server.Address, key, seed, GoodSeconds * Rate / 2, Batch, Rate);
            readings.Add(server.Memory());
            Console.WriteLine(Text($"  {Stopwatch.GetElapsedTime(start).TotalSeconds,5:N0} s: {MemoryText(server, key)}"));
            if (early == 0 && Stopwatch.GetElapsedTime(start) >= time / 5) early = Latest(readings);
        }

        if (early == 0) return true;
        var (late, most) = (Latest(readings), readings.Max());
        var held = late <= 1.1 * early && most <= 400 * Mega;
        Console.WriteLine(Text($"{Rate:N0} events a second for {time.TotalMinutes:N0} min, {Environment.ProcessorCount} processors for server and senders"));
        Console.WriteLine(Text($"  memory after a fifth of the time {early / Mega:N0} MB, at the end {late / Mega:N0} MB, at most {most / Mega:N0} MB: {late / early:N2}{(held ? "" : "   OVER THE BOUND of 1.1 or 400 MB")}"));
        return held;
    }

    private static double Latest(List<long> readings) => Sample.MedianOf(readings.TakeLast(ReadingsAMinute).Select(reading => (double)reading));

    private bool Slow(ServerProcess server, string key, bool withFlood)
    {
        Send(server, key, 900, GoodSeconds);
        var alone = Send(server, key, 901, AmongSeconds);
        Console.WriteLine(Text($"  answers alone p50 {alone.Run.P50Milliseconds:N1} ms, p99 {alone.Run.P99Milliseconds:N1} ms; {alone.Server}"));
        var ratio = Among(server, key, SlowMilliseconds, alone.Run, 902);
        if (withFlood) Among(server, key, FloodMilliseconds, alone.Run, 903);
        if (ratio > 2) Console.WriteLine("  OVER THE BOUND of 2");
        return ratio <= 2;
    }

    private double Among(ServerProcess server, string key, int pause, SenderRun alone, int seed)
    {
        var start = HttpIngest.Child(Name, SlowConnections.Switch, Text($"{server.Address.Port}"), Text($"{Connections}"), Text($"{pause}"));
        start.Environment[IngestSender.Key] = key;
        using var bad = Process.Start(start)!;
        if (bad.StandardOutput.ReadLine() != "ready") throw new InvalidOperationException("The slow connections were not made.");
        var among = Send(server, key, seed, AmongSeconds);
        bad.StandardInput.WriteLine();
        bad.WaitForExit();
        var ratio = among.Run.P99Milliseconds / alone.P99Milliseconds;
        Console.WriteLine(Text($"  among {Connections:N0} connections of a byte each {pause / 1000} s p50 {among.Run.P50Milliseconds:N1} ms, p99 {among.Run.P99Milliseconds:N1} ms: {ratio:N2}; no error; {among.Server}"));
        return ratio;
    }

    // The sender stops with an error where an answer is one.
    private static (SenderRun Run, string Server) Send(ServerProcess server, string key, int seed, int seconds)
    {
        var paused = server.Metric(key, "dotnet_gc_pause_seconds_total");
        var run = HttpIngest.Send(server.Address, key, seed, seconds * Rate, Batch, Rate);
        return (run, Text($"paused for {server.Metric(key, "dotnet_gc_pause_seconds_total") - paused:N2} s by collections, {MemoryText(server, key)}"));
    }

    private static string MemoryText(ServerProcess server, string key) =>
        Text($"{server.Memory() / Mega:N0} MB, of them {server.Memory("RssFile") / Mega:N0} MB of files, {server.Metric(key, "dotnet_gc_heap_bytes") / Mega:N0} MB managed");

    private static double MinutesOf(string[] args)
    {
        var at = Array.IndexOf(args, "--minutes");
        if (at >= 0) return double.Parse(args[at + 1], CultureInfo.InvariantCulture);
        return args.Contains("--quick") ? 1 : 10;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
