namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class ServeTests
{
    [TestMethod]
    public void AServerThatOthersReachNamesTheCommandThatMakesItsKey()
    {
        using var world = new ToolWorld();
        var folder = Path.Combine(world.Root, "the server's data");
        var refused = world.Run("serve", "--urls", "http://0.0.0.0:0", "--data", folder);
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("TEL4004");
        refused.Error.ShouldContain($"dotnet telemetry keys create admin --tenant default --role admin --data '{folder.Replace("'", "'\\''", StringComparison.Ordinal)}'");

        world.Run("keys", "create", "admin", "--tenant", "default", "--role", "admin", "--data", folder).ShouldSucceed().Out.ShouldStartWith("tt_");
        world.Run("keys", "list", "--data", folder).ShouldSucceed().Out.ShouldContain("admin");
        world.Run("keys", "list").ShouldSucceed().Out.ShouldNotContain("admin");
    }

    [TestMethod]
    [DataRow("serve")]
    [DataRow("keys", "list")]
    public void TheDatabaseMayBeNamedOnTheCommandLineAndItsPasswordIsNotRepeated(params string[] command)
    {
        using var world = new ToolWorld();
        var run = world.Run([.. command, "--database", "Host=127.0.0.1;Port=1;Timeout=1;Username=t;Password=hunter2", "--data", Path.Combine(world.Root, "data")]);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("TEL4005");
        run.Error.ShouldNotContain("hunter2");
    }

    [TestMethod]
    public void ARoleThatIsNoneIsAnsweredWithThoseThatThereAre()
    {
        using var world = new ToolWorld();
        var run = world.Run("keys", "create", "x", "--role", "king");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("Must be one of: 'writer' 'viewer' 'editor' 'admin'");
    }

    [TestMethod]
    public void AStandbyForQuestionsNeedsADatabase()
    {
        using var world = new ToolWorld();
        var run = world.Run("serve", "--read-database", "Host=127.0.0.1", "--data", Path.Combine(world.Root, "data"));
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("'read_database' needs 'database'");
    }
}
