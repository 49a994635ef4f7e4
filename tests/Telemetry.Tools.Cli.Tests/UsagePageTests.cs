using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Telemetry.Tools.Cli.Tests;

/// <summary>What docs/usage.md shows is run as it stands there.</summary>
[TestClass]
public sealed partial class UsagePageTests
{
    [TestMethod]
    public void EveryCommandOfThePageWorks()
    {
        using var world = new ToolWorld();
        world.Write("model_prices_and_context_window.json", """{"some-model": {"litellm_provider": "somebody", "mode": "chat", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}}""");
        var commands = Commands().ToList();
        commands.Count.ShouldBeGreaterThan(10);
        foreach (var command in commands) world.Run([.. Words(command), .. command == "dotnet telemetry on" ? (string[])["--no-attach"] : []]).ExitCode.ShouldBe(0, command);
        File.Exists(world.PathTo("usage.html")).ShouldBeTrue();
    }

    [TestMethod]
    public void EverySourceStandsOnThePage()
    {
        var page = File.ReadAllText(PathOf());
        foreach (var source in ImportSources.Names) page.ShouldContain($"`{source}", Case.Sensitive, source);
    }

    private static IEnumerable<string> Commands() =>
        Fences().Matches(File.ReadAllText(PathOf()).ReplaceLineEndings("\n"))
            .SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Select(line => line.Split(" #")[0].Trim())
            .Where(line => line.StartsWith("dotnet telemetry ", StringComparison.Ordinal));

    private static string[] Words(string command) => [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(word => word.Trim('\''))];

    private static string PathOf([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "docs", "usage.md");

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();
}
