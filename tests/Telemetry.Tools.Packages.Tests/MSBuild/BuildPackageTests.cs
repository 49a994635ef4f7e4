using System.IO.Compression;
using System.Text.Json;

namespace Telemetry.Tools.Packages.Tests;

/// <summary>The packed Telemetry.Tools.MSBuild, as a project that references it meets it.</summary>
[TestClass]
public sealed class BuildPackageTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Telemetry.Tools.MSBuild" Version="0.1.0" PrivateAssets="all" />
            <TelemetryTarget Include="Sync;Apply" />
          </ItemGroup>
          <Target Name="Sync" AfterTargets="Build" />
          <Target Name="Apply"><TelemetryExec Command="exit 5" /></Target>
        </Project>
        """;

    [TestMethod]
    public void AReferenceRecordsTheFirstBuildAlready()
    {
        using var world = World();
        world.Dotnet("build", "-v", "quiet").ShouldSucceed();
        Targets(world).ShouldBe(["Build=0", "Sync=0"]);
        world.Dotnet("build", "-v", "quiet", "--no-restore", "-t:Apply").ExitCode.ShouldBe(1);
        Targets(world).ShouldBe(["Apply=5", "Build=0", "Sync=0"]);
        File.ReadAllText(Path.Combine(world.Sample, "bin", "Debug", "net10.0", "App.deps.json")).ShouldNotContain("Telemetry.Tools", customMessage: "a package for builds only leaves no trace in what is built");
    }

    [TestMethod]
    public void WithoutConsentNothingIsWritten()
    {
        using var world = World();
        Directory.Delete(world.Store, recursive: true);
        world.Dotnet("build", "-v", "quiet").ShouldSucceed();
        Directory.Exists(world.Store).ShouldBeFalse();
    }

    [TestMethod]
    public void ThePackageHoldsItsTasksAndNothingOfMSBuild()
    {
        var package = Directory.GetFiles(RepositoryFolder.Packages, "Telemetry.Tools.MSBuild.*.nupkg").ShouldHaveSingleItem();
        using var archive = ZipFile.OpenRead(package);
        var files = archive.Entries.Select(entry => entry.FullName).ToList();
        files.Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(["tasks/net10.0/Telemetry.Tools.MSBuild.dll", "tasks/net10.0/Telemetry.Tools.dll"]);
        files.ShouldContain("build/Telemetry.Tools.MSBuild.targets");
        files.ShouldContain("buildMultiTargeting/Telemetry.Tools.MSBuild.targets");
        files.ShouldContain("README.md");
        files.ShouldNotContain(name => name.StartsWith("buildTransitive/", StringComparison.Ordinal));
        using var manifest = new StreamReader(archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
        var text = manifest.ReadToEnd();
        text.ShouldContain("<developmentDependency>true</developmentDependency>");
        text.ShouldNotContain("<dependency ");
    }

    private static PackageWorld World()
    {
        var world = new PackageWorld();
        world.GiveConsent();
        world.Write("App.csproj", Project);
        world.Write("App.cs", "internal static class App;");
        return world;
    }

    private static string[] Targets(PackageWorld world) =>
        [.. world.Lines("build").Select(line => JsonDocument.Parse(line).RootElement).Select(run => $"{run.GetProperty("target").GetString()}={run.GetProperty("exit_code").GetInt32()}").Order(StringComparer.Ordinal)];
}
