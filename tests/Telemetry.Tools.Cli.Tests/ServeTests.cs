using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

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

    [TestMethod]
    public async Task OnceItListensItsAddressesAreOneAnswerForPrograms()
    {
        using var world = new ToolWorld();
        var folder = Path.Combine(world.Root, "data");
        var start = new ProcessStartInfo("dotnet", [typeof(Tool).Assembly.Location, "serve", "--urls", "http://127.0.0.1:0", "--data", folder, "--format", "json"])
        {
            RedirectStandardOutput = true,
        };
        using var server = Process.Start(start)!;
        try
        {
            var answer = JsonDocument.Parse(await FirstObjectAsync(server.StandardOutput).WaitAsync(TimeSpan.FromSeconds(30))).RootElement;
            answer.EnumerateObject().Select(property => property.Name).ShouldBe(["addresses", "dashboard", "data"]);
            var address = answer.GetProperty("addresses").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldNotBeNull();
            answer.GetProperty("dashboard").GetString().ShouldBe(address + "analytics");
            answer.GetProperty("data").GetString().ShouldBe(folder);
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, new Uri(address).Port);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static async Task<string> FirstObjectAsync(StreamReader output)
    {
        var text = new StringBuilder();
        while (await output.ReadLineAsync() is { } line)
        {
            text.AppendLine(line);
            if (line == "}") break;
        }

        return text.ToString();
    }
}
