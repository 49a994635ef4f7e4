using System.Diagnostics;
using System.Text.Json;
using Telemetry.Tools.TestSupport;

namespace Telemetry.Tools.MSBuild.Tests;

/// <summary>How a build is watched.</summary>
[Flags]
public enum Watch
{
    Nothing = 0,
    Logger = 1,
    Package = 2,
    Both = Logger | Package,
}

/// <summary>A folder with a home, a store and sample projects of its own, and real builds of them.</summary>
internal sealed class BuildWorld : IDisposable
{
    private static readonly string Here = AppContext.BaseDirectory;

    private readonly Dictionary<string, string?> _variables = [];

    /// <param name="homeName">Name of the home folder; it may hold anything that a path can.</param>
    public BuildWorld(string homeName = "home")
    {
        Root = Directory.CreateTempSubdirectory("telemetry-msbuild-").FullName;
        Home = Directory.CreateDirectory(Path.Combine(Root, homeName)).FullName;
        Sample = Directory.CreateDirectory(Path.Combine(Root, "sample")).FullName;
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        GiveConsent();
    }

    /// <summary>The package's targets file, as it is imported by hand.</summary>
    public static string Targets { get; } = Path.Combine(Here, "package", "build", "Telemetry.Tools.MSBuild.targets");

    /// <summary>The folder of the logger's assemblies.</summary>
    public static string LoggerFolder { get; } = Path.Combine(Here, "package", "tasks", "net10.0");

    public string Root { get; }

    public string Home { get; }

    public string Sample { get; }

    public string Store => Path.Combine(Home, ".telemetry");

    public void GiveConsent()
    {
        Directory.CreateDirectory(Store);
        File.WriteAllText(Path.Combine(Store, "enabled"), "");
    }

    public void Set(string variable, string? value) => _variables[variable] = value;

    public string Write(string relativePath, string text)
    {
        var path = Path.Combine(Sample, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Lets every project below the sample folder use the package, as an Import in a root Directory.Build.targets does.</summary>
    public void ImportForAll() => Write("Directory.Build.targets", $"""<Project><Import Project="{Targets}" /></Project>""");

    /// <summary>Runs a dotnet command on the sample folder.</summary>
    public BuildResult Dotnet(Watch watch, params string[] arguments)
    {
        using var process = Start(watch, arguments);
        return process.Finish();
    }

    public RunningBuild Start(Watch watch, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [.. arguments, .. Attach(watch)]) { WorkingDirectory = Sample, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(Matters).ToList()) start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = RestoredPackages.Folder;
        start.Environment["HOME"] = Home;
        QuietSdk.Apply(start);
        foreach (var (name, value) in _variables) start.Environment[name] = value;
        return new RunningBuild(Process.Start(start)!);
    }

    /// <summary>The lines of the build stream so far, in the order in which they were written.</summary>
    public IReadOnlyList<RecordedRun> Runs() =>
        File.Exists(Lines) ? [.. File.ReadAllLines(Lines).Select(line => new RecordedRun(JsonDocument.Parse(line).RootElement))] : [];

    /// <summary>The runs so far as <c>Build=0</c>, in order of time; they are forgotten.</summary>
    public string[] TakeTargets() => [.. TakeRuns().Select(run => $"{run.Target}={run.ExitCode}")];

    public IReadOnlyList<RecordedRun> TakeRuns()
    {
        var runs = Runs();
        if (File.Exists(Lines)) File.Delete(Lines);
        return [.. runs.OrderBy(run => run.Timestamp)];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private string Lines => Path.Combine(Store, "build", "build.jsonl");

    private static string[] Attach(Watch watch) => watch.HasFlag(Watch.Logger)
        ? [$"-distributedlogger:Telemetry.Tools.MSBuild.BuildLogger,{Path.Combine(LoggerFolder, "Telemetry.Tools.MSBuild.dll")}*Microsoft.Build.Logging.ConfigurableForwardingLogger,Microsoft.Build;{BuildLogger.ForwardedEvents}"]
        : [];

    /// <summary>Variables that decide about consent, the actor, or the build that runs these tests.</summary>
    private static bool Matters(string name) =>
        name is "DO_NOT_TRACK" or "TELEMETRY" or "CI" or "TF_BUILD" or "GITHUB_ACTIONS" or "MSBuildSDKsPath" or "MSBuildExtensionsPath" or "MSBUILD_EXE_PATH" or "CLAUDECODE" or "AI_AGENT"
        || name.StartsWith("TELEMETRY_", StringComparison.Ordinal) || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A build that goes on.</summary>
internal sealed class RunningBuild(Process process) : IDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private readonly Task<string> _error = process.StandardError.ReadToEndAsync();

    public BuildResult Finish()
    {
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new BuildResult(process.ExitCode, output + _error.Result, _start, _clock.Elapsed);
    }

    /// <summary>Waits for a line of output, then does what Ctrl-C does.</summary>
    public BuildResult InterruptAfter(string text)
    {
        var seen = "";
        while (!seen.Contains(text, StringComparison.Ordinal))
        {
            seen += process.StandardOutput.ReadLine() is { } line ? line + "\n" : throw new InvalidOperationException(seen);
        }

        using (var kill = Process.Start("kill", ["-INT", FormattableString.Invariant($"{process.Id}")])) kill.WaitForExit();
        var rest = Finish();
        return rest with { Output = seen + rest.Output };
    }

    public void Dispose() => process.Dispose();
}

/// <summary>How a build ended, seen from outside.</summary>
internal sealed record BuildResult(int ExitCode, string Output, DateTimeOffset Start, TimeSpan Wall)
{
    public BuildResult ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, Output);
        return this;
    }
}

/// <summary>A line of the build stream.</summary>
internal sealed class RecordedRun(JsonElement line)
{
    public string Target => Text("target")!;

    public string? Domain => Text("domain");

    public DateTimeOffset Timestamp => line.GetProperty("timestamp").GetDateTimeOffset();

    public double Seconds => line.GetProperty("duration_seconds").GetDouble();

    public int ExitCode => line.GetProperty("exit_code").GetInt32();

    public bool? Succeeded => line.GetProperty("succeeded").GetBoolean();

    public string? BuildId => Text("build_id");

    public string? Actor => Text("actor");

    public string? Task => Text("task");

    public string? Attempt => Text("attempt");

    public override string ToString() => line.GetRawText();

    private string? Text(string name) => line.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
