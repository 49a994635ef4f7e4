using System.Diagnostics;
using System.Text;
using Telemetry.Tools.TestSupport;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The same solution of libraries twice, once with the package in each project; built over and over, with nothing to do.</summary>
internal sealed class SampleSolution : IDisposable
{
    /// <summary>How many projects it has.</summary>
    public const int Projects = 16;

    private static readonly string Package = Path.Combine(BenchmarkFolder.RepositoryRoot, "artifacts", "bin", "Telemetry.Tools.MSBuild", "release", "package");

    private static readonly string Logger = Path.Combine(BenchmarkFolder.Path, "logger");

    private readonly string _on;
    private readonly string _off;

    public SampleSolution()
    {
        Root = Directory.CreateTempSubdirectory("telemetry-overhead-").FullName;
        Plain = Write("plain", "<Project />");
        WithPackage = Write("package", $"""<Project><Import Project="{Path.Combine(Package, "build", "Telemetry.Tools.MSBuild.targets")}" /></Project>""");
        _on = Directory.CreateDirectory(Path.Combine(Root, "on")).FullName;
        _off = Directory.CreateDirectory(Path.Combine(Root, "off")).FullName;
        Directory.CreateDirectory(Path.Combine(_on, ".telemetry"));
        File.WriteAllText(Path.Combine(_on, ".telemetry", "enabled"), "");
    }

    /// <summary>The logger as <c>dotnet telemetry on</c> attaches it: compiled beforehand for this system, as the tool carries it.</summary>
    public static string LoggerArgument { get; } =
        $"-distributedlogger:Telemetry.Tools.MSBuild.BuildLogger,{Path.Combine(Logger, "Telemetry.Tools.MSBuild.dll")}*Microsoft.Build.Logging.ConfigurableForwardingLogger,Microsoft.Build;PROJECTSTARTEDEVENT;PROJECTFINISHEDEVENT;TARGETSTARTEDEVENT;TARGETFINISHEDEVENT;ERROREVENT;WARNINGEVENT";

    public string Root { get; }

    public string Plain { get; }

    public string WithPackage { get; }

    /// <summary>Builds both once, so that there is nothing left to do.</summary>
    public void Prepare()
    {
        BuildPackage();
        foreach (var folder in new[] { Plain, WithPackage }) Run(folder, _off, ["build", "All.slnx", "-v:quiet", "-nologo"]);
    }

    /// <summary>One no-op build; its CPU time in milliseconds.</summary>
    public double Build(Arm arm)
    {
        var before = ChildTimes.Milliseconds();
        Run(arm.Folder, arm.Consent ? _on : _off, ["msbuild", "All.slnx", "-m:1", "-nodeReuse:false", "-v:quiet", "-nologo", "-noAutoResponse", .. arm.Argument is null ? Array.Empty<string>() : [arm.Argument]]);
        return ChildTimes.Milliseconds() - before;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void BuildPackage()
    {
        foreach (var arguments in new string[][] { ["build"], ["publish", "-r", "linux-x64", "-o", Logger] })
        {
            Run(BenchmarkFolder.RepositoryRoot, null, [.. arguments, Path.Combine(BenchmarkFolder.RepositoryRoot, "src", "Telemetry.Tools.MSBuild"), "-c", "Release", "-v:quiet", "-nologo"]);
        }
    }

    private static void Run(string folder, string? home, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TELEMETRY", StringComparison.Ordinal) || name == "DO_NOT_TRACK").ToList()) start.Environment.Remove(name);
        if (home is not null)
        {
            start.Environment["NUGET_PACKAGES"] = RestoredPackages.Folder;
            start.Environment["HOME"] = home;
        }

        QuietSdk.Apply(start);
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
    }

    private string Write(string name, string targets)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
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
