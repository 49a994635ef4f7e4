using System.Diagnostics;
using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Benchmarks;

/// <summary>A process that does one thing with the file and says how long it took and how much memory it had.</summary>
internal static class ScanChild
{
    public const string Switch = "--child";

    // Whatever is measured has been compiled for this very processor, the runtime's own methods too: the state that a long run reaches by itself.
    private static readonly (string, string)[] Settings = [("DOTNET_TieredCompilation", "0"), ("DOTNET_ReadyToRun", "0")];

    public static ScanRun Start(string what, string file)
    {
        var (output, _) = Peer.Run("dotnet", [typeof(ScanChild).Assembly.Location, "scan", Switch, what, file], settings: Settings);
        return Peer.Parse(output);
    }

    public static int Run(string[] args)
    {
        WarmUp(args[1], args[2]);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        var answer = Do(args[1], args[2]);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed}\t{(process.TotalProcessorTime - cpu).TotalMilliseconds}\t{PeakMegabytes()}\t{answer}"));
        return 0;
    }

    // Compiles, and lets everything grow that grows.
    private static void WarmUp(string what, string file)
    {
        const int Bytes = 50_000_000;
        var part = Path.Combine(BenchmarkFolder.Path, "scan-warm-up.jsonl");
        if (!File.Exists(part)) WriteStart(file, part, Bytes);
        for (var i = 0; i < 3; i++) _ = Do(what, part);
    }

    private static void WriteStart(string file, string part, int bytes)
    {
        using var from = File.OpenRead(file);
        var start = new byte[Math.Min(bytes, from.Length)];
        from.ReadExactly(start);
        File.WriteAllBytes(part, start);
    }

    private static string Do(string what, string file)
    {
        if (what == "split") return Split(file);
        var schema = SchemaParser.Parse(ProductSchemas.Find("prompt-runs")!.SchemaJson, "prompt-runs").Document!;
        return Report(file, what == "whole" ? schema : schema with { Reports = new(Sections) });
    }

    // What the other participants are asked, too; the schema's own report asks for more.
    private static ReportDefinition[] Sections =>
    [
        Section("top-prompts", ReportChart.Bar, "count", "prompt_id"),
        Section("success-by-prompt", ReportChart.StackedBar, "outcome", "prompt_id"),
        Section("latency-by-prompt", ReportChart.Bar, "avg:latency_ms", "prompt_id"),
        Section("runs-by-model", ReportChart.Bar, "count", "model"),
        Section("runs-over-time", ReportChart.Line, "count", null, "day"),
        Section("latency-distribution", ReportChart.Histogram, "count", "latency_ms"),
    ];

    private static ReportDefinition Section(string id, ReportChart chart, string measure, string? by, string? bucket = null) =>
        new(id, id, chart, measure, by, bucket, null, 0, null);

    private static string Report(string file, SchemaDocument schema)
    {
        var report = ReportBuilder.Build(StreamSource.FromFiles(schema, file), new ReportQuery());
        var prompts = report.Sections[0].Rows.Take(3).Select(row => FormattableString.Invariant($"{row[0]}={row[1]}"));
        var days = report.Sections.Single(section => section.Id == "runs-over-time").Rows.Count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Events} {report.Summary.Successes} {report.Summary.AverageDurationSeconds:F6} {report.Summary.P95DurationSecondsExact:F3} {days} {string.Join(' ', prompts)}");
    }

    // What nobody can do without: both processors read ranges of the file and look for line ends.
    private static string Split(string file)
    {
        const long RangeSize = 8 * 1024 * 1024;
        using var handle = File.OpenHandle(file);
        var length = RandomAccess.GetLength(handle);
        long next = -1, lines = 0;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            var buffer = new byte[256 * 1024];
            for (long range; (range = Interlocked.Increment(ref next)) * RangeSize < length;)
            {
                Interlocked.Add(ref lines, CountLines(handle, buffer, range * RangeSize, Math.Min(length, (range + 1) * RangeSize)));
            }
        });
        return lines.ToString(CultureInfo.InvariantCulture);
    }

    private static long CountLines(Microsoft.Win32.SafeHandles.SafeFileHandle handle, byte[] buffer, long start, long end)
    {
        long lines = 0;
        while (start < end)
        {
            var read = RandomAccess.Read(handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - start)), start);
            if (read == 0) return lines;
            start += read;
            var rest = buffer.AsSpan(0, read);
            for (int at; (at = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(at + 1)..]) lines++;
        }

        return lines;
    }

    private static double PeakMegabytes()
    {
        const string Peak = "VmHWM:";
        if (!File.Exists("/proc/self/status")) return Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var line = File.ReadLines("/proc/self/status").First(candidate => candidate.StartsWith(Peak, StringComparison.Ordinal));
        return double.Parse(line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
