using System.Text.Json;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class PushTests
{
    [TestMethod]
    public async Task TheStoreGoesToTheServerAndTheAnswerSaysWhatBecameOfIt()
    {
        using var world = new ToolWorld { Now = DateTimeOffset.UtcNow };
        world.TurnedOn();
        world.InStore("log", "--target", "sync", "--duration", "1.5", "--exit-code", "0").ShouldSucceed();
        await using var server = await StartAsync(world);
        var address = server.Addresses[0].AbsoluteUri;

        world.InStore("push", "--server", address, "--dry-run").ShouldSucceed().Out.ShouldBe("build: 1 to send, 0 sent before\n");
        world.InStore("push", "build", "--server", address).ShouldSucceed().Out.ShouldBe("build: 1 accepted, 0 known to the server, 0 sent before\n");
        var answer = JsonDocument.Parse(world.InStore("push", "--server", address, "--format", "json").ShouldSucceed().Out).RootElement;
        answer.EnumerateObject().Select(property => property.Name).ShouldBe(["server", "dry_run", "already_sent", "to_send", "sent", "accepted", "duplicates", "rejected", "streams", "problems"]);
        answer.GetProperty("already_sent").GetInt32().ShouldBe(1);
        answer.GetProperty("streams")[0].EnumerateObject().Select(property => property.Name).ShouldBe(["stream", "already_sent", "to_send", "sent", "accepted", "duplicates", "rejected", "rejected_events"]);
    }

    [TestMethod]
    public async Task AKeyThatDoesNotWorkIsSaidAndNeverShown()
    {
        using var world = new ToolWorld { Now = DateTimeOffset.UtcNow };
        world.TurnedOn();
        world.InStore("log", "--target", "sync", "--duration", "1.5", "--exit-code", "0").ShouldSucceed();
        await using var server = await StartAsync(world);
        world.Set("TELEMETRY_SERVER_KEY", "tt_abcdefabcdef_secret\n");
        var run = world.InStore("push", "--server", server.Addresses[0].AbsoluteUri).ShouldFail(1, "TEL2331");
        run.Error.ShouldContain("TELEMETRY_SERVER_KEY");
        run.ToString().ShouldNotContain("secret");
        Directory.GetFiles(world.Store, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).ShouldAllBe(file => !File.ReadAllText(file).Contains("secret"));
    }

    [TestMethod]
    [DataRow("push")]
    [DataRow("push", "--server", "telemetry.example.com")]
    [DataRow("push", "--server", "ftp://telemetry.example.com")]
    [DataRow("push", "--server", "http://user:password@telemetry.example.com")]
    public void AServerThatIsNoneIsAMistakeOfTheCommandLine(params string[] words)
    {
        using var world = new ToolWorld();
        world.TurnedOn().InStore(words).ShouldFail(2, "TEL9001").Error.ShouldContain("Example: dotnet telemetry push");
    }

    [TestMethod]
    public void AStreamThatIsNotRecordedIsNamedWithThoseThatAre()
    {
        using var world = new ToolWorld();
        world.Recorded(Samples.Jobs, "jobs", Samples.FourJobs).InStore("push", "jbos", "--server", "http://127.0.0.1:1").ShouldFail(2, "TEL9002").Error.ShouldContain("Did you mean 'jobs'?");
    }

    private static Task<AnalyticsServer> StartAsync(ToolWorld world) =>
        AnalyticsServer.StartAsync(new ServerSettings { DataFolder = Path.Combine(world.Root, "server"), Urls = [new Uri("http://127.0.0.1:0")] });
}
