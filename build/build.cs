#:property PublishAot=false
#:property ImplicitUsings=enable
#:property GenerateDocumentationFile=false

// The one command of this repository: dotnet run build/build.cs -- demo | test | format | pack | bench
// Steps stand in build/*.cs order below: commands first, then what they share.

using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

var root = Path.GetDirectoryName(Path.GetDirectoryName(SourcePath()))!;
var build = new Build(root);
try
{
    return args switch
    {
        ["demo"] => build.Demo(),
        ["test", .. var rest] => build.Test(rest),
        ["format", .. var rest] => build.Format(check: rest.Contains("--check")),
        ["pack"] => build.Pack(),
        ["bench", .. var rest] => build.Bench(rest),
        _ => Usage(),
    };
}
catch (StepFailedException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

static string SourcePath([CallerFilePath] string path = "") => path;

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run build/build.cs -- COMMAND

          demo             packs, installs the tool, builds a sample solution under telemetry, and reports what was recorded
          test [FILTER]    builds everything and runs all tests; FILTER is a part of a test project's name
          format [--check] formats the code; with --check only says whether it is formatted
          pack             makes the packages in artifacts/packages
          bench [NAME …]   measures against named peers; without a name it lists the benchmarks
        """);
    return 2;
}

/// <summary>The commands.</summary>
internal sealed partial class Build(string root)
{
    private static readonly string[] PackedProjects = ["Telemetry.Tools", "Telemetry.Tools.Extensions.AI", "Telemetry.Tools.MSBuild", "Telemetry.Tools.Cli"];

    private readonly string _artifacts = Path.Combine(root, "artifacts");

    private string Packages => Path.Combine(_artifacts, "packages");

    /// <summary>Makes the packages; empties what older ones could still be taken from.</summary>
    public int Pack()
    {
        foreach (var stale in new[] { Packages, Path.Combine(_artifacts, "nuget"), Path.Combine(_artifacts, "demo", "tool") }) Empty(stale);
        foreach (var project in PackedProjects)
        {
            Step($"pack {project}", "dotnet", ["pack", Path.Combine(root, "src", project), "-c", "Release", "-o", Packages, "-v", "quiet", "-nologo"]);
        }

        return 0;
    }

    /// <summary>Builds everything, runs all tests and adds up what the runner said.</summary>
    public int Test(string[] filter)
    {
        new DebianPackages(this).Provide(TestProjects(filter));
        Pack();
        Step("build", "dotnet", ["build", Path.Combine(root, "Telemetry.Tools.sln"), "-c", "Release", "-v", "quiet", "-nologo"]);
        return WithOwnTemporaryFolder(() => RunTests(filter));
    }

    private int RunTests(string[] filter)
    {
        var counts = (Passed: 0, Failed: 0, Skipped: 0);
        var broken = false;
        foreach (var project in TestProjects(filter))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var run = Run("dotnet", ["test", "--project", project, "-c", "Release", "--no-build", "--no-progress", "--output", "detailed"], echoFailures: true, title: name);
            var summary = TestSummary(run.Output);
            if (summary is not { } found)
            {
                broken = true;
                Console.WriteLine($"{name}: the test run ended without a summary (exit code {run.ExitCode}); its output is in {run.Log}");
                continue;
            }

            broken |= run.ExitCode != 0 && found.Failed == 0;
            counts = (counts.Passed + found.Passed, counts.Failed + found.Failed, counts.Skipped + found.Skipped);
            Console.WriteLine($"  {name}: {found.Passed} passed, {found.Failed} failed, {found.Skipped} skipped   {run.Seconds}");
            if (run.ExitCode != 0) Console.WriteLine($"  exit code {run.ExitCode}; its output is in {run.Log}");
        }

        Console.WriteLine($"{counts.Passed} passed, {counts.Failed} failed, {counts.Skipped} skipped");
        return broken || counts.Failed > 0 || counts.Passed == 0 ? 1 : 0;
    }

    /// <summary>Formats the code, or says whether it is formatted.</summary>
    public int Format(bool check)
    {
        var arguments = new List<string> { "format", Path.Combine(root, "Telemetry.Tools.sln"), "--no-restore" };
        if (check) arguments.Add("--verify-no-changes");
        // Without the generator's assembly the workspace would not know the generated types.
        Step("build", "dotnet", ["build", Path.Combine(root, "Telemetry.Tools.sln"), "-v", "quiet", "-nologo"]);
        Step(check ? "format --check" : "format", "dotnet", arguments);
        return 0;
    }

    /// <summary>Runs one benchmark, its output going straight to the terminal.</summary>
    public int Bench(string[] arguments)
    {
        var project = Path.Combine(root, "tests", "Telemetry.Tools.Benchmarks");
        Step("build benchmarks", "dotnet", ["build", project, "-c", "Release", "-v", "quiet", "-nologo"]);
        if (arguments is ["overhead", ..]) Pack();
        return Interactive("dotnet", [Path.Combine(_artifacts, "bin", "Telemetry.Tools.Benchmarks", "release", "Telemetry.Tools.Benchmarks.dll"), .. arguments]);
    }

    /// <summary>The main job on real input: a sample solution, built under telemetry, and its report.</summary>
    public int Demo()
    {
        Pack();
        return new Demo(root, this).Run();
    }

    // What a test leaves behind, or one that is killed, goes with the folder.
    private static int WithOwnTemporaryFolder(Func<int> run)
    {
        var folder = Directory.CreateTempSubdirectory("telemetry-tests-");
        // PostgreSQL's own user passes through to its data.
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Environment.SetEnvironmentVariable("TMPDIR", folder.FullName);
        try
        {
            return run();
        }
        finally
        {
            Remove(folder);
        }
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException error)
        {
            Console.Error.WriteLine($"{folder.FullName} could not be removed: {error.Message}");
        }
    }

    private IEnumerable<string> TestProjects(string[] filter) =>
        Directory.GetFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Where(project => filter.Length == 0 || filter.Any(part => project.Contains(part, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal);

    private static (int Passed, int Failed, int Skipped)? TestSummary(string output)
    {
        int? Figure(string name)
        {
            var found = Regex.Matches(output, $@"^\s*{name}:\s*(\d+)\s*$", RegexOptions.Multiline);
            return found.Count == 0 ? null : int.Parse(found[^1].Groups[1].Value, CultureInfo.InvariantCulture);
        }

        return (Figure("succeeded"), Figure("failed"), Figure("skipped")) is ({ } passed, { } failed, { } skipped) ? (passed, failed, skipped) : null;
    }

    private static void Empty(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }
}

/// <summary>Running other programs.</summary>
internal sealed partial class Build
{
    private readonly string _logs = Directory.CreateDirectory(Path.Combine(root, "artifacts", "log")).FullName;

    /// <summary>Runs a program quietly; when it fails, shows what it said and stops the build.</summary>
    public RunResult Step(string title, string program, IReadOnlyList<string> arguments, Action<ProcessStartInfo>? configure = null)
    {
        var run = Run(program, arguments, echoFailures: false, title, configure);
        if (run.ExitCode == 0)
        {
            Console.WriteLine($"  {title}   {run.Seconds}");
            return run;
        }

        Console.Error.WriteLine(string.Join('\n', run.Output.Split('\n').Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Distinct().Take(30)));
        throw new StepFailedException($"'{title}' failed with exit code {run.ExitCode}. All of its output: {run.Log}");
    }

    /// <summary>Runs a program and keeps its output, in memory and in artifacts/log.</summary>
    public RunResult Run(string program, IReadOnlyList<string> arguments, bool echoFailures, string title, Action<ProcessStartInfo>? configure = null)
    {
        var start = Start(program, arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        configure?.Invoke(start);
        var log = Path.Combine(_logs, Regex.Replace(title, "[^A-Za-z0-9.]+", "-") + ".log");
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var failing = false;
        void Take(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is null) return;
            lines.Enqueue(e.Data);
            failing = (failing && e.Data.StartsWith(' ')) || e.Data.StartsWith("failed ", StringComparison.Ordinal);
            if (echoFailures && failing) Console.WriteLine(e.Data);
        }

        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        var output = string.Join('\n', lines);
        File.WriteAllText(log, output);
        return new RunResult(process.ExitCode, output, log, clock.Elapsed);
    }

    /// <summary>Runs a program on this terminal.</summary>
    public int Interactive(string program, IReadOnlyList<string> arguments, Action<ProcessStartInfo>? configure = null)
    {
        var start = Start(program, arguments);
        configure?.Invoke(start);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private ProcessStartInfo Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = root, UseShellExecute = false };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "1";
        start.Environment["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        start.Environment["TERM"] = Environment.GetEnvironmentVariable("TERM") ?? "dumb";
        return start;
    }
}

/// <summary>Programs that tests run beside the SDK: installed where that can be done.</summary>
internal sealed class DebianPackages(Build build)
{
    // A part of the test projects' names, the program, its package.
    private static readonly (string Tests, string Program, string Package)[] Needed =
    [
        ("Server", "/usr/lib/postgresql/*/bin/initdb", "postgresql"),
        ("Server", "/usr/sbin/haproxy", "haproxy"),
        ("Server", "/usr/bin/python3", "python3"),
        ("Server", "/usr/bin/systemd-analyze", "systemd"),
        ("Server", "/usr/bin/prometheus", "prometheus"),
        ("Server", "node", "nodejs"),
        ("Server", "npm", "npm"),
        ("Analytics", "node", "nodejs"),
        ("Analytics", "npm", "npm"),
        ("Dashboard", "/usr/bin/chromium", "chromium"),
    ];

    /// <summary>Installs what the tests of these projects need and the machine lacks.</summary>
    public void Provide(IEnumerable<string> projects)
    {
        var missing = Needed.Where(need => projects.Any(project => project.Contains(need.Tests, StringComparison.Ordinal)) && !IsThere(need.Program)).Select(need => need.Package).Distinct().ToArray();
        if (missing.Length == 0) return;
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
        {
            Console.WriteLine($"  Missing, and not to be installed here (that takes root and apt-get): their tests will fail. On Debian: apt-get install {string.Join(' ', missing)}");
            return;
        }

        // The tests start a cluster of their own; the package's own stays away.
        var settings = Directory.CreateDirectory("/etc/postgresql-common/createcluster.d").FullName;
        File.WriteAllText(Path.Combine(settings, "telemetry-tools-tests.conf"), "create_main_cluster = false\n");
        build.Step("apt-get update", "apt-get", ["update", "-qq"]);
        build.Step($"install {string.Join(", ", missing)}", "apt-get", ["install", "-y", "-qq", .. missing], start => start.Environment["DEBIAN_FRONTEND"] = "noninteractive");
    }

    // A name alone is looked for where the shell would; one folder of a path may be a star: the version.
    private static bool IsThere(string program)
    {
        if (!program.Contains('/')) return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
        if (program.Split("/*/") is not [var folder, var rest]) return File.Exists(program);
        return Directory.Exists(folder) && Directory.GetDirectories(folder).Any(version => File.Exists(Path.Combine(version, rest)));
    }
}

/// <summary>What a program that was run left behind.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Log, TimeSpan Elapsed)
{
    /// <summary>How long it took, for people.</summary>
    public string Seconds => Elapsed.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
}

/// <summary>A step that others need has failed.</summary>
internal sealed class StepFailedException(string message) : Exception(message);

/// <summary>The demo: a sample solution of several projects, built under telemetry by the packed tool, in a world of its own.</summary>
internal sealed class Demo(string root, Build build)
{
    private readonly string _demo = Path.Combine(root, "artifacts", "demo");

    private string Sample => Path.Combine(_demo, "sample");

    private string Tool => Path.Combine(_demo, "tool", "dotnet-telemetry");

    /// <summary>Runs it; everything it makes stands in artifacts/demo.</summary>
    public int Run()
    {
        foreach (var name in new[] { "sample", "store", "charts", "home" })
        {
            var folder = Path.Combine(_demo, name);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        CopySample(Path.Combine(root, "tests", "Telemetry.Tools.Packages.Tests", "Samples", "Demo"), Sample);
        Directory.CreateDirectory(Path.Combine(_demo, "home"));
        Step("install the tool", "dotnet", "tool", "install", "--tool-path", Path.Combine(_demo, "tool"), "--add-source", Path.Combine(root, "artifacts", "packages"), "dotnet-telemetry", "--version", "0.1.0");
        Step("telemetry on", Tool, "on", "--store", Path.Combine(_demo, "store"));
        Builds();
        return Report();
    }

    private void Builds()
    {
        Step("first build", "dotnet", "build", "-v", "quiet", "-nologo");
        for (var round = 1; round <= 3; round++)
        {
            Step($"build {round}", "dotnet", "build", "-v", "quiet", "-nologo");
            Step($"sync {round}", "dotnet", "build", "Operations", "-t:Sync", "-v", "quiet", "-nologo");
            if (round == 2) Fails("apply 2 (fails with exit code 3)", "dotnet", "build", "Operations", "-t:Apply", "-p:G=web", "-p:Broken=true", "-v", "quiet", "-nologo");
            else Step($"apply {round}", "dotnet", "build", "Operations", "-t:Apply", "-p:G=web", "-v", "quiet", "-nologo");
            Step($"test {round}", "dotnet", "build", "Operations", "-t:Test", "-v", "quiet", "-nologo");
        }
    }

    private int Report()
    {
        Console.WriteLine();
        var exit = build.Interactive(Tool, ["report", "build"], Isolate);
        if (exit != 0) return exit;
        Console.WriteLine();
        exit = build.Interactive(Tool, ["report", "deploy"], Isolate);
        if (exit != 0) return exit;
        Step("charts", Tool, "report", "build", "--format", "json", "--png", Path.Combine(_demo, "charts"), "-o", Path.Combine(_demo, "report.json"));
        Step("HTML report", Tool, "report", "build", "--format", "html", "-o", Path.Combine(_demo, "report.html"));
        Console.WriteLine($"""

            Made in artifacts/demo:
              report.html       the same report for a browser
              charts/*.png      {string.Join(", ", Directory.GetFiles(Path.Combine(_demo, "charts"), "*.png").Select(Path.GetFileName).Order(StringComparer.Ordinal))}
              store/            what was recorded: build/build.jsonl, deploy/deploy.jsonl
            """);
        return 0;
    }

    private void Step(string title, string program, params string[] arguments) => build.Step(title, program, arguments, Isolate);

    private void Fails(string title, string program, params string[] arguments)
    {
        var run = build.Run(program, arguments, echoFailures: false, title, Isolate);
        if (run.ExitCode == 0) throw new StepFailedException($"'{title}' was to fail and did not. Its output: {run.Log}");
        Console.WriteLine($"  {title}   {run.Seconds}");
    }

    /// <summary>Keeps the user's home, package cache and store out of the demo.</summary>
    private void Isolate(ProcessStartInfo start)
    {
        start.WorkingDirectory = Directory.Exists(Sample) ? Sample : _demo;
        start.Environment["HOME"] = Path.Combine(_demo, "home");
        start.Environment["TELEMETRY_STORE"] = Path.Combine(_demo, "store");
        start.Environment["NUGET_PACKAGES"] = Path.Combine(root, "artifacts", "nuget");
        foreach (var name in new[] { "DO_NOT_TRACK", "TELEMETRY", "CI" }) start.Environment.Remove(name);
    }

    private static void CopySample(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")) continue;
            var target = Path.Combine(to, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
