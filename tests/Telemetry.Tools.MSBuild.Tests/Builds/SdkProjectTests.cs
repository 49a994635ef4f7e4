namespace Telemetry.Tools.MSBuild.Tests;

/// <summary>Real SDK projects, by the logger and by the package imported in a root Directory.Build.targets.</summary>
[TestClass]
public sealed class SdkProjectTests : IDisposable
{
    private readonly BuildWorld _world = new();

    public void Dispose() => _world.Dispose();

    [TestMethod]
    public void ASolutionIsOneRestoreAndOneBuildOfItsRealDuration()
    {
        WriteSolution();
        var build = _world.Dotnet(Watch.Logger, "build", "All.slnx", "-m:2", "-p:G=web").ShouldEndWith(0);
        var runs = _world.TakeRuns();
        runs.Select(run => $"{run.Target}={run.ExitCode} {run.Domain}").ShouldBe(["Restore=0 web", "Build=0 web"]);

        // C waits for a second, so the wall time is more than that, and all of the build but the start and end of the process.
        runs[1].Seconds.ShouldBeInRange(1, build.Wall.TotalSeconds);
        runs[0].Timestamp.ShouldBeGreaterThan(build.Start);
        runs[1].Timestamp.AddSeconds(runs[1].Seconds).ShouldBeLessThan(build.Start + build.Wall);
        runs[1].Timestamp.ShouldBeGreaterThanOrEqualTo(runs[0].Timestamp.AddSeconds(runs[0].Seconds));

        _world.Dotnet(Watch.Logger, "build", "All.slnx", "--no-restore", "-graph").ShouldEndWith(0);
        _world.TakeTargets().ShouldBe(["Build=0"]);

        _world.Write("B/Broken.cs", "not C#");
        _world.Dotnet(Watch.Logger, "build", "All.slnx", "--no-restore").ShouldEndWith(1);
        _world.TakeTargets().ShouldBe(["Build=1"]);
        _world.Dotnet(Watch.Logger, "build", "B", "--no-restore").ShouldEndWith(1);
        _world.TakeTargets().ShouldBe(["Build=1"]);
        File.Delete(Path.Combine(_world.Sample, "B", "Broken.cs"));

        _world.Dotnet(Watch.Logger, "clean", "All.slnx").ShouldEndWith(0);
        _world.Dotnet(Watch.Logger, "publish", "A", "--no-restore").ShouldEndWith(0);
        _world.Dotnet(Watch.Logger, "pack", "A", "--no-restore").ShouldEndWith(0);
        _world.Dotnet(Watch.Logger, "build", "A", "--no-restore", "-t:_MTPBuild").ShouldEndWith(0);
        _world.TakeTargets().ShouldBe(["Clean=0", "Publish=0", "Pack=0", "Build=0"]);
    }

    [TestMethod]
    [DataRow(Watch.Package)]
    [DataRow(Watch.Both)]
    public void AProjectWithThePackageIsOneRunACommand(Watch watch)
    {
        _world.ImportForAll();
        _world.Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><TelemetryTarget Include="Check" /></ItemGroup>
              <Target Name="Check" AfterTargets="Build"><Exec Command="exit $(Code)" /></Target>
            </Project>
            """);
        _world.Write("App/App.cs", "internal static class App;");
        _world.Dotnet(Watch.Nothing, "restore", "App").ShouldEndWith(0);
        _world.TakeTargets().ShouldBeEmpty();

        Check("Build=0 Check=0", watch, "build", "App", "--no-restore", "-p:Code=0");
        Check("Publish=0 Check=0", watch, "publish", "App", "--no-restore", "-p:Code=0");
        Check("Pack=0 Check=0", watch, "pack", "App", "--no-restore", "-p:Code=0");
        Check("Rebuild=0 Check=0", watch, "build", "App", "--no-restore", "-t:Rebuild", "-p:Code=0");
        Check("Clean=0", watch, "clean", "App");
        File.WriteAllText(Path.Combine(_world.Sample, "App", "Broken.cs"), "not C#");
        Check("Build=1", watch, "build", "App", "--no-restore", "-p:Code=0");
    }

    [TestMethod]
    [DataRow(Watch.Logger)]
    [DataRow(Watch.Package)]
    [DataRow(Watch.Both)]
    public void AMultiTargetingProjectIsOneRun(Watch watch)
    {
        if (watch != Watch.Logger) _world.ImportForAll();
        _world.Write("Lib/Lib.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks></PropertyGroup>
              <ItemGroup><TelemetryTarget Include="Check" /></ItemGroup>
              <Target Name="Check" AfterTargets="CoreCompile" />
            </Project>
            """);
        _world.Write("Lib/Lib.cs", "internal static class Lib { }");
        _world.Dotnet(Watch.Nothing, "restore", "Lib").ShouldEndWith(0);
        _world.TakeTargets().ShouldBeEmpty();

        var tracked = watch == Watch.Logger ? "" : " Check=0";
        Check($"Build=0{tracked}{tracked}", watch, "build", "Lib", "--no-restore", "-m:2");
        Check($"Build=0{tracked}", watch, "build", "Lib", "--no-restore", "-f", "net10.0", "-p:Force=1", "-t:Build", "-nologo");
        Check($"Pack=0{tracked}{tracked}", watch, "pack", "Lib", "--no-restore", "-c", "Debug");
        Check("Clean=0", watch, "clean", "Lib");
    }

    private void WriteSolution()
    {
        foreach (var (name, references) in new[] { ("A", ""), ("B", "A"), ("C", "A") })
        {
            _world.Write($"{name}/{name}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
                  {(references.Length == 0 ? "" : $"<ItemGroup><ProjectReference Include=\"../{references}/{references}.csproj\" /></ItemGroup>")}
                  {(name == "C" ? "<Target Name=\"Wait\" AfterTargets=\"Build\"><Exec Command=\"sleep 1\" /></Target>" : "")}
                </Project>
                """);
            _world.Write($"{name}/{name}.cs", $"public static class {name};");
        }

        _world.Write("All.slnx", """<Solution><Project Path="A/A.csproj" /><Project Path="B/B.csproj" /><Project Path="C/C.csproj" /></Solution>""");
    }

    /// <summary>Runs a command and compares the runs, whatever their order.</summary>
    private void Check(string expected, Watch watch, params string[] arguments)
    {
        var result = _world.Dotnet(watch, arguments);
        result.ExitCode.ShouldBe(expected.Contains("=1", StringComparison.Ordinal) ? 1 : 0, result.Output);
        string.Join(' ', _world.TakeTargets().Order(StringComparer.Ordinal)).ShouldBe(string.Join(' ', expected.Split(' ').Order(StringComparer.Ordinal)), $"{watch}: {string.Join(' ', arguments)}\n{result.Output}");
    }
}
