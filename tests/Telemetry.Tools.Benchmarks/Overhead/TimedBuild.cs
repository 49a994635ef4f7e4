using System.Diagnostics;
using System.Globalization;
using Telemetry.Tools.TestSupport;

namespace Telemetry.Tools.Benchmarks;

/// <summary>A dotnet command that runs on one processor, timed by the shell that started it: of two at once, each knows its own processor time.</summary>
internal sealed class TimedBuild
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public TimedBuild(string folder, string home, int processor, IEnumerable<string> arguments)
    {
        var pin = OperatingSystem.IsLinux() ? new[] { "taskset", "-c", processor.ToString(CultureInfo.InvariantCulture) } : [];
        var start = new ProcessStartInfo("bash", ["-c", "TIMEFORMAT='%U %S'; time \"$@\"", "bash", .. pin, "dotnet", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TELEMETRY", StringComparison.Ordinal) || name == "DO_NOT_TRACK").ToList()) start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = RestoredPackages.Folder;
        start.Environment["HOME"] = home;
        start.Environment["LC_ALL"] = "C";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        QuietSdk.Apply(start);
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Waits for its end; user and system time in milliseconds.</summary>
    public double Finish()
    {
        using (_process)
        {
            _process.WaitForExit();
            var (output, error) = (_output.Result, _error.Result.TrimEnd());
            if (_process.ExitCode != 0) throw new InvalidOperationException($"dotnet failed:\n{output}\n{error}");
            return error[(error.LastIndexOf('\n') + 1)..].Split(' ').Sum(seconds => double.Parse(seconds, CultureInfo.InvariantCulture)) * 1000;
        }
    }
}
