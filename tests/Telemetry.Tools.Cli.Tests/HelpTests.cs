using System.CommandLine;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class HelpTests
{
    [TestMethod]
    public void EveryCommandShowsUsageAndAnExampleThatItUnderstands()
    {
        var commands = CommandTree.All().ToList();
        commands.Count.ShouldBeGreaterThan(9);
        foreach (var (path, command) in commands)
        {
            using var world = new ToolWorld();
            var help = world.Run([.. path, "--help"]).ShouldSucceed();
            help.Out.ShouldContain("Usage\n  dotnet telemetry " + string.Join(' ', path));
            help.Out.ShouldContain("Examples\n  dotnet telemetry " + string.Join(' ', path));
            help.Error.ShouldBeEmpty();
            command.Examples.ShouldNotBeEmpty();
            foreach (var example in command.Examples) Parses(example).ShouldBeTrue(example);
        }
    }

    [TestMethod]
    public void NoLineOfAnyHelpPageIsWiderThanTheTerminal()
    {
        foreach (var (path, _) in CommandTree.All())
        {
            using var world = new ToolWorld { Terminal = new TerminalTraits(true, true, true, true, true) { Width = 80 } };
            var wide = world.Run([.. path, "--help"]).Out.Split('\n').Where(line => line.Length > 80 && !line.StartsWith("  dotnet telemetry", StringComparison.Ordinal));
            wide.ShouldBeEmpty(string.Join(' ', path));
        }
    }

    [TestMethod]
    [DataRow("--help")]
    [DataRow("-h")]
    [DataRow("help")]
    public void TheTourNamesEveryCommand(string word)
    {
        using var world = new ToolWorld();
        var tour = world.Run(word).ShouldSucceed().Out;
        foreach (var entry in CommandCatalog.Entries) tour.ShouldContain("\n  " + entry.Name);
    }

    [TestMethod]
    public void HelpBeforeTheCommandIsItsHelp()
    {
        using var world = new ToolWorld();
        world.Run("help", "report").Out.ShouldBe(world.Run("report", "--help").Out);
    }

    [TestMethod]
    public void VersionIsThreeNumbers()
    {
        using var world = new ToolWorld();
        world.Run("--version").ShouldSucceed().Out.Trim().Split('.').Length.ShouldBe(3);
    }

    [TestMethod]
    public void PlainCallSaysToTurnItOn()
    {
        using var world = new ToolWorld();
        world.Run().ShouldSucceed().Out.ShouldContain("Next: dotnet telemetry on\n");
    }

    [TestMethod]
    public void PlainCallOfAnEmptyStoreSaysWhatToRun()
    {
        using var world = new ToolWorld();
        world.Run("on", "--no-attach").ShouldSucceed();
        world.Run().ShouldSucceed().Out.ShouldContain("dotnet telemetry run --target Build -- dotnet build");
    }

    private static bool Parses(string example)
    {
        var words = example.Replace("\\'", "").Split('|', '>')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(word => word.Trim('\'')).ToArray();
        var root = new Command("root") { CommandCatalog.Create(words[0]) };
        return root.Parse(words, GlobalOptions.Parser).Errors.Count == 0;
    }
}
