using System.Diagnostics;
using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>A process that has ended.</summary>
/// <param name="Output">Its standard output.</param>
/// <param name="Milliseconds">From its start to its end.</param>
/// <param name="CpuMilliseconds">Time of the processors, which other programs on the machine disturb less.</param>
/// <param name="Megabytes">Peak of resident memory, looked at every few milliseconds.</param>
internal sealed record MeasuredProcess(string Output, double Milliseconds, double CpuMilliseconds, double Megabytes)
{
    /// <summary>Runs a program to its end.</summary>
    public static MeasuredProcess Run(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings) info.Environment[name] = value;
        var cpu = ChildTimes.Milliseconds();
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        double peak = 0;
        while (!process.WaitForExit(4)) peak = Math.Max(peak, PeakOf(process.Id));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
        return new MeasuredProcess(output.GetAwaiter().GetResult(), elapsed, ChildTimes.Milliseconds() - cpu, peak);
    }

    private static double PeakOf(int id)
    {
        const string Peak = "VmHWM:";
        try
        {
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/status")).FirstOrDefault(l => l.StartsWith(Peak, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            // It has just ended.
            return 0;
        }
    }
}
