using System.Text.Json;

namespace Telemetry.Tools.Packages.Tests;

/// <summary>The installed tool, as a new user meets it.</summary>
[TestClass]
public sealed class ToolPackageTests
{
    [TestMethod]
    public void TurningOnAttachesTheLoggerAndABuildLeavesOneLineARun()
    {
        using var world = new PackageWorld();
        world.Run("git", "init", "-q").ShouldSucceed();
        world.Write("App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        world.Write("Empty.cs", "internal static class Empty;");

        world.Telemetry("on").ShouldSucceed();
        File.ReadAllText(Path.Combine(world.Sample, "Directory.Build.rsp")).ShouldContain("Telemetry.Tools.MSBuild.BuildLogger");
        world.Dotnet("build", "-v", "quiet").ShouldSucceed();

        var targets = world.Lines("build").Select(line => JsonDocument.Parse(line).RootElement.GetProperty("target").GetString());
        targets.ShouldBe(["Restore", "Build"]);

        var report = JsonDocument.Parse(world.Telemetry("report", "build", "--format", "json").ShouldSucceed().Output).RootElement;
        report.GetProperty("events").GetInt64().ShouldBe(2);
        report.GetProperty("summary").GetProperty("success_rate").GetDouble().ShouldBe(1);

        world.Telemetry("off", "--detach").ShouldSucceed();
        world.Dotnet("build", "-v", "quiet").ShouldSucceed();
        world.Lines("build").Length.ShouldBe(2);
    }

    [TestMethod]
    public void NothingRecordedSaysWhatToDoNext()
    {
        using var world = new PackageWorld();
        var plain = world.Telemetry();
        plain.ExitCode.ShouldBe(0, plain.ToString());
        (plain.Output + plain.Error).ShouldContain("dotnet telemetry on");
    }
}
