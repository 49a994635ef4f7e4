using System.Text.RegularExpressions;

namespace Telemetry.Tools.Packages.Tests;

/// <summary>What README shows is run as it stands there.</summary>
[TestClass]
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(RepositoryFolder.PathTo("README.md")).ReplaceLineEndings("\n");

    [TestMethod]
    public void EveryTelemetryCommandOfTheReadmeWorks()
    {
        using var world = new PackageWorld();
        world.Run("git", "init", "-q").ShouldSucceed();
        world.Write("App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        world.Write("orders.telemetry.json", Block("json"));
        world.Write("deploy.sh", "#!/bin/sh\nexit 0\n");
        world.Run("chmod", "+x", "deploy.sh").ShouldSucceed();

        var commands = Commands().ToList();
        commands.Count.ShouldBeGreaterThan(7);
        foreach (var command in commands)
        {
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var run = words[1] == "telemetry" ? world.Telemetry(words[2..]) : world.Dotnet(words[1..]);
            run.ExitCode.ShouldBe(0, $"{command}\n{run}");
        }
    }

    [TestMethod]
    public void EveryPageTheReadmeLinksToExists()
    {
        var links = Links().Matches(Readme).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://")).ToList();
        links.Count.ShouldBeGreaterThan(4);
        foreach (var link in links) File.Exists(RepositoryFolder.PathTo(link.Split('/'))).ShouldBeTrue(link);
    }

    /// <summary>The lines of bash blocks that run the tool, or build; installing it and this repository's own commands are run elsewhere.</summary>
    private static IEnumerable<string> Commands() =>
        Blocks("bash").SelectMany(block => block.Split('\n'))
            .Select(line => line.Split(" #")[0].Trim())
            .Where(line => line.StartsWith("dotnet telemetry", StringComparison.Ordinal) || line == "dotnet build");

    private static string Block(string language) => Blocks(language).First();

    private static IEnumerable<string> Blocks(string language) => Fences().Matches(Readme).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    [GeneratedRegex("```(\\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Links();
}
