using System.Diagnostics;
using System.Text;
using Telemetry.Tools.TestSupport;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The same solution of libraries three times over, once with the package in each project; built again and again on one processor, with nothing to do.</summary>
internal sealed class SampleSolution : IDisposable
{
    /// <summary>How many projects it has.</summary>
    public const int Projects = 16;

    private static readonly string Package = Path.Combine(BenchmarkFolder.RepositoryRoot, "artifacts", "bin", "Telemetry.Tools.MSBuild", "release", "package");

    private static readonly string Logger = Path.Combine(BenchmarkFolder.Path, "logger");

    private readonly int _processor = Environment.ProcessorCount - 1;
    private readonly string _root;
    private readonly string _beside;
    private readonly string _plain;
    private readonly string _withPackage;
    private readonly string _on;
    private readonly string _off;

    public SampleSolution()
    {
        _root = Directory.CreateTempSubdirectory("telemetry-overhead-").FullName;
        _beside = Write("beside", "<Project />");
        _plain = Write("plain", "<Project />");
        _withPackage = Write("package", $"""<Project><Import Project="{Path.Combine(Package, "build", "Telemetry.Tools.MSBuild.targets")}" /></Project>""");
        _on = Directory.CreateDirectory(Path.Combine(_root, "on")).FullName;
        _off = Directory.CreateDirectory(Path.Combine(_root, "off")).FullName;
        Directory.CreateDirectory(Path.Combine(_on, ".telemetry"));
        File.WriteAllText(Path.Combine(_on, ".telemetry", "enabled"), "");
    }

    /// <summary>The logger as <c>dotnet telemetry on</c> attaches it: compiled beforehand for this system, as the tool carries it.</summary>
    public static string LoggerArgument { get; } =
        $"-distributedlogger:Telemetry.Tools.MSBuild.BuildLogger,{Path.Combine(Logger, "Telemetry.Tools.MSBuild.dll")}*Microsoft.Build.Logging.ConfigurableForwardingLogger,Microsoft.Build;PROJECTSTARTEDEVENT;PROJECTFINISHEDEVENT;TARGETSTARTEDEVENT;TARGETFINISHEDEVENT;ERROREVENT;WARNINGEVENT";

    /// <summary>Builds the package and the logger that are measured.</summary>
    public static void BuildPackage()
    {
        foreach (var arguments in new string[][] { ["build"], ["publish", "-r", "linux-x64", "-o", Logger] })
        {
            var start = new ProcessStartInfo("dotnet", [.. arguments, Path.Combine(BenchmarkFolder.RepositoryRoot, "src", "Telemetry.Tools.MSBuild"), "-c", "Release", "-v:quiet", "-nologo"]);
            QuietSdk.Apply(start);
            using var process = Process.Start(start)!;
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException("The package could not be built.");
        }
    }

    /// <summary>Builds everything once, and each arm once, so that there is nothing left to do.</summary>
    public void Prepare(IEnumerable<Arm> arms)
    {
        foreach (var folder in new[] { _beside, _plain, _withPackage }) Start(folder, _off, "build", "-v:quiet").Finish();
        foreach (var arm in arms) Pair(arm, plainFirst: true);
    }

    /// <summary>A no-op build of an arm beside a plain one: CPU milliseconds of each.</summary>
    public (double Own, double Plain) Pair(Arm arm, bool plainFirst)
    {
        var first = plainFirst ? StartPlain() : StartOf(arm);
        var second = plainFirst ? StartOf(arm) : StartPlain();
        var (left, right) = (first.Finish(), second.Finish());
        return plainFirst ? (right, left) : (left, right);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private TimedBuild StartPlain() => NoOp(_beside, _off);

    private TimedBuild StartOf(Arm arm) => NoOp(arm.WithPackage ? _withPackage : _plain, arm.Consent ? _on : _off, arm.Argument is null ? [] : [arm.Argument]);

    // The verbosity is that of dotnet build. In a quiet one MSBuild drops all events unless somebody listens, so that any logger at all costs what that saves.
    private TimedBuild NoOp(string folder, string home, params string[] arguments) =>
        Start(folder, home, ["msbuild", "-m:1", "-nodeReuse:false", "-v:minimal", "-noAutoResponse", .. arguments]);

    private TimedBuild Start(string folder, string home, params string[] arguments) => new(folder, home, _processor, [.. arguments, "All.slnx", "-nologo"]);

    private string Write(string name, string targets)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), targets);
        var solution = new StringBuilder("<Solution>");
        for (var i = 0; i < Projects; i++)
        {
            WriteProject(folder, i);
            solution.Append($"<Project Path=\"P{i}/P{i}.csproj\" />");
        }

        File.WriteAllText(Path.Combine(folder, "All.slnx"), solution.Append("</Solution>").ToString());
        return folder;
    }

    // Two references each, as far as there are projects before it: a solution's usual mesh rather than a star.
    private static void WriteProject(string folder, int i)
    {
        var project = Directory.CreateDirectory(Path.Combine(folder, $"P{i}")).FullName;
        var references = new[] { i / 2, i - 1 }.Where(j => j >= 0 && j < i).Distinct().Select(j => $"<ProjectReference Include=\"../P{j}/P{j}.csproj\" />");
        File.WriteAllText(Path.Combine(project, $"P{i}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>{string.Concat(references)}</ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(project, $"P{i}.cs"), $"public static class P{i};");
    }
}
