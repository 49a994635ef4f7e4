using System.Diagnostics;
using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Runs a participant's process.</summary>
internal static class Peer
{
    public static (string Output, int ExitCode) Run(string program, IEnumerable<string> arguments, string? folder = null, IEnumerable<(string Name, string Value)>? settings = null)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in settings ?? []) info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, process.ExitCode);
    }

    /// <summary>Milliseconds, those of the processors, megabytes and answer, parted by tabs.</summary>
    public static ScanRun Parse(string output)
    {
        var parts = output.Trim().Split('\t');
        return new ScanRun(Number(parts[0]), Number(parts[1]), Number(parts[2]), parts[3]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Whether a program can be started.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
