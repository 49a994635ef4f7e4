using System.Net;
using System.Net.Sockets;
using System.Text;
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

    [TestMethod]
    public async Task ARequestThatIsRefusedEndsWithOneAndSaysWhy()
    {
        using var world = Logged();
        await using var server = await StartAsync(world, settings => settings with { MaxBodyBytes = 16 });
        var run = world.InStore("push", "--server", server.Addresses[0].AbsoluteUri, "--format", "json").ShouldFail(1, "TEL2336");
        run.Error.ShouldContain("HTTP 413");
        JsonDocument.Parse(run.Out).RootElement.GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe("TEL2336");
    }

    [TestMethod]
    [DataRow("DO_NOT_TRACK", "1")]
    [DataRow("TELEMETRY", "0")]
    public void TheUsersWordInTheEnvironmentSendsNothingAndIsNoError(string variable, string value)
    {
        using var world = Logged();
        world.Set(variable, value);
        var run = world.InStore("push", "--server", "http://127.0.0.1:1").ShouldSucceed();
        (run.Out, run.Error).ShouldBe(("", $"Telemetry is off ({variable}={value}): nothing was sent.\n"));
        JsonDocument.Parse(world.InStore("push", "--server", "http://127.0.0.1:1", "--format", "json").ShouldSucceed().Out).RootElement.GetProperty("streams").GetArrayLength().ShouldBe(0);
        Directory.Exists(Path.Combine(world.Store, ".push")).ShouldBeFalse();
    }

    [TestMethod]
    public async Task AServerThatAsksForPatienceIsWaitedForAndThatIsSaid()
    {
        using var world = Logged();
        using var server = new BusyServer("1");
        var pushed = Task.Run(() => world.InStore("push", "--server", server.Address));
        await server.AnswerAsync(429);
        await server.AnswerAsync(401);
        var run = (await pushed).ShouldFail(1, "TEL2331");
        run.Error.ShouldContain("The server asks to wait (HTTP 429 Too Many Requests): the next try is at ");
    }

    private static ToolWorld Logged()
    {
        var world = new ToolWorld { Now = DateTimeOffset.UtcNow };
        world.TurnedOn();
        world.InStore("log", "--target", "sync", "--duration", "1.5", "--exit-code", "0").ShouldSucceed();
        return world;
    }

    private static Task<AnalyticsServer> StartAsync(ToolWorld world, Func<ServerSettings, ServerSettings>? change = null)
    {
        var settings = new ServerSettings { DataFolder = Path.Combine(world.Root, "server"), Urls = [new Uri("http://127.0.0.1:0")] };
        return AnalyticsServer.StartAsync(change?.Invoke(settings) ?? settings);
    }

    /// <summary>Answers each request as it is told.</summary>
    private sealed class BusyServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly string _retryAfter;

        public BusyServer(string retryAfter)
        {
            _retryAfter = retryAfter;
            _listener.Start();
        }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public async Task AnswerAsync(int status)
        {
            using var client = await _listener.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(60));
            await using var stream = client.GetStream();
            var buffer = new byte[64 * 1024];
            await stream.ReadAtLeastAsync(buffer, 1);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Too Many Requests\r\nRetry-After: {_retryAfter}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            client.Client.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(buffer) > 0) continue;
        }

        public void Dispose() => _listener.Dispose();
    }
}
