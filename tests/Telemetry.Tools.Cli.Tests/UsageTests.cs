namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class UsageTests
{
    [TestMethod]
    public void AnUnknownCommandNamesTheNearest()
    {
        using var world = new ToolWorld();
        var run = world.Run("reprot").ShouldFail(2, "TEL9001");
        run.Error.ShouldContain("Did you mean 'report'?");
        run.Error.ShouldContain("\n  See: dotnet telemetry --help\n");
        run.Out.ShouldBeEmpty();
    }

    [TestMethod]
    public void AnUnknownOptionNamesTheNearest()
    {
        using var world = new ToolWorld();
        world.Run("report", "--formt", "json").ShouldFail(2, "TEL9001").Error.ShouldContain("Did you mean '--format'?");
    }

    [TestMethod]
    [DataRow("report", "--top", "many")]
    [DataRow("report", "--top", "-1")]
    [DataRow("report", "--format", "jsn")]
    [DataRow("report", "--theme", "pink")]
    [DataRow("report", "--since", "yesterday-ish")]
    [DataRow("report", "--since", "2026-02-01", "--until", "2026-01-01")]
    [DataRow("report", "--where", "nonsense")]
    [DataRow("status", "surplus")]
    [DataRow("status", "--store")]
    [DataRow("status", "--store", "")]
    [DataRow("import")]
    [DataRow("import", "binlog", "x")]
    [DataRow("schema")]
    [DataRow("schema", "chek", "x")]
    [DataRow("clear", "build", "--all")]
    [DataRow("-x")]
    public void AMistakeEndsWithTwoAndANextStep(params string[] args)
    {
        using var world = new ToolWorld();
        var run = world.Run(args);
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Out.ShouldBeEmpty();
        run.Error.ShouldMatch(@"\ATEL\d{4} .+\n");
        run.Error.ShouldNotContain("   at ");
    }

    [TestMethod]
    public void AValueMayBeginWithAnAtSign()
    {
        using var world = new ToolWorld();
        world.Run("status", "--store", "@folder").ShouldSucceed().Out.ShouldContain("@folder");
    }

    [TestMethod]
    public void VerboseMayStandBeforeTheCommand()
    {
        using var world = new ToolWorld();
        world.Run("--verbose", "status").ShouldSucceed();
    }

    [TestMethod]
    public void AnErrorTextNeverReachesTheTerminalRaw()
    {
        using var world = new ToolWorld();
        world.Run("\u001b[31mx").ShouldFail(2, "TEL9001").Error.ShouldNotContain('\u001b');
    }

    [TestMethod]
    public void WithoutAHomeThereIsAnErrorWithANextStep()
    {
        using var world = new ToolWorld { HasHome = false };
        world.Run("status").ShouldFail(1, "TEL9007").Error.ShouldContain("--store DIR");
        world.InStore("status").ShouldSucceed();
    }
}
