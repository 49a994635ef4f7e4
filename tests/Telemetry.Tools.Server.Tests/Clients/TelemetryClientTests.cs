using System.Diagnostics;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>The client against the real server: nothing is lost, nothing is counted twice.</summary>
[TestClass]
public sealed class TelemetryClientTests
{
    [TestMethod]
    public async Task UsageIsStoredAndCountedOnceThroughEveryFault()
    {
        await using var world = await ServerWorld.StartAsync();
        var (reader, key) = (world.CreateKey(ServerRole.Viewer, "acme", "reader"), world.CreateKey(ServerRole.Writer, "acme"));
        NetworkFault[] faults =
        [
            NetworkFault.Refuse, NetworkFault.CutRequest(40), NetworkFault.CutRequest(600), NetworkFault.CutAnswer(0), NetworkFault.CutAnswer(30), NetworkFault.CutAnswer(200),
            NetworkFault.Answer(503, "Retry-After: 1\r\n"), NetworkFault.Answer(429, "Retry-After: 2\r\n"), NetworkFault.Answer(500), NetworkFault.Answer(502), NetworkFault.Nonsense,
        ];
        await using var network = new FaultyNetwork(world.Address, faults);
        var client = new TelemetryClient(new TelemetryClientOptions { Enabled = true, BaseUrl = network.Address, ApiKey = key, BatchSize = 50 });
        for (var i = 0; i < 500; i++) client.Log(Usage(i));
        for (var tries = 0; !await client.FlushAsync(); tries++)
        {
            // Nothing is sent before the server's Retry-After.
            tries.ShouldBeLessThan(200);
            await Task.Delay(100);
        }

        await client.DisposeAsync();

        network.Left.ShouldBe(0);
        StoreFigures.Of(world).ShouldBe(new StoreFigures(500, 500, 500, 500));
        var counts = client.Counts;
        (counts.Accepted + counts.Duplicates).ShouldBe(500);
        counts.Duplicates.ShouldBe(50, "the connection broke three times over one batch that was stored");
        (counts.Rejected, counts.Dropped).ShouldBe((0, 0));
        (await world.GetAsync("/v1/analytics/usage/overview", reader)).Json.GetProperty("summary").GetProperty("total_requests").GetInt64().ShouldBe(500);
    }

    [TestMethod]
    public async Task AServerThatIsAwayGetsTheBufferWhenItComesBack()
    {
        var folder = ServerWorld.NewFolder();
        using var buffer = new BufferOfTest();
        await using var client = new TelemetryClient(new TelemetryClientOptions { Enabled = true, BaseUrl = await ClosedAddressAsync(), BufferFolder = buffer.Path });
        for (var i = 0; i < 250; i++) client.Log(Usage(i));
        (await client.FlushAsync()).ShouldBeFalse();
        await client.DisposeAsync();
        client.Counts.Dropped.ShouldBe(0);

        await using var world = await ServerWorld.StartAsync(folder: folder);
        File.WriteAllText(Path.Combine(buffer.Path, "server"), world.Address.AbsoluteUri + "\n");
        await using var next = new TelemetryClient(new TelemetryClientOptions { Enabled = true, BaseUrl = world.Address, BufferFolder = buffer.Path });
        for (var tries = 0; !await next.FlushAsync(); tries++) tries.ShouldBeLessThan(50);
        StoreFigures.Of(world).Events.ShouldBe(250);
        Directory.GetFiles(buffer.Path, "*.events").ShouldBeEmpty();
    }

    [TestMethod]
    public async Task TypedEventsOfAnyShippedStreamAreTaken()
    {
        await using var world = await ServerWorld.StartAsync();
        var rejected = new List<RejectedEvent>();
        await using var client = new TelemetryClient(new TelemetryClientOptions { Enabled = true, BaseUrl = world.Address, OnRejected = rejected.Add });
        client.Log(new TargetRun { Timestamp = DateTimeOffset.UtcNow, Target = "sync", DurationSeconds = 1, ExitCode = 0 });
        client.Log(new TaskUsage { Timestamp = DateTimeOffset.UtcNow, Model = "gpt-5", PromptTokens = 1, CompletionTokens = 2, TaskSuccess = true, TaskType = TaskUsageTaskType.Quick, DurationMs = 3 });
        (await client.FlushAsync()).ShouldBeTrue();
        rejected.ShouldBeEmpty();
        client.Counts.Accepted.ShouldBe(2);
    }

    [TestMethod]
    public async Task KilledProcessesThatShareAFolderLoseNothingThatWasOnDiskAndNothingCountsTwice()
    {
        await using var world = await ServerWorld.StartAsync();
        using var buffer = new BufferOfTest();
        await using var network = new FaultyNetwork(world.Address, Enumerable.Range(0, 40).Select(i => i % 4 == 3 ? NetworkFault.CutAnswer(0) : NetworkFault.None));
        for (var round = 0; round < 2; round++)
        {
            var writers = Enumerable.Range(0, 2).Select(i => StartWriter(network.Address, buffer.Path, $"w{round}{i}")).ToList();
            foreach (var writer in writers) await HasLoggedAsync(writer, 400);
            foreach (var writer in writers) writer.Kill();
            foreach (var writer in writers) writer.WaitForExit();
            foreach (var writer in writers) writer.Dispose();
        }

        var onDisk = Directory.GetFiles(buffer.Path, "*.events").SelectMany(WholeLines).Select(Numbered).ToList();
        await using var last = new TelemetryClient(new TelemetryClientOptions { Enabled = true, BaseUrl = network.Address, BufferFolder = buffer.Path });
        for (var tries = 0; !await last.FlushAsync(); tries++) tries.ShouldBeLessThan(100);
        Directory.GetFiles(buffer.Path, "*.events").ShouldBeEmpty();
        var stored = StoreFigures.Payloads(world).Select(Numbered).ToList();
        onDisk.Except(stored).ShouldBeEmpty();
        var writersOf = stored.GroupBy(item => item.Writer, item => item.Number).ToList();
        writersOf.Count.ShouldBe(4);
        foreach (var writer in writersOf) writer.Order().ShouldBe(Enumerable.Range(0, writer.Count()), writer.Key);
    }

    private static ClientUsage Usage(int i) => new()
    {
        Timestamp = DateTimeOffset.UtcNow,
        Model = "gpt-5",
        PromptId = $"p{i % 7}",
        TokensUsed = i,
        ResponseTimeMs = i,
        Success = true,
    };

    // What stands behind the last line end was never complete.
    private static IEnumerable<string> WholeLines(string file) => File.ReadAllText(file).Split('\n')[..^1];

    private static (string Writer, int Number) Numbered(string line)
    {
        var item = JsonDocument.Parse(line).RootElement;
        return (item.GetProperty("target").GetString()!, (int)item.GetProperty("duration_seconds").GetDouble());
    }

    private static async Task<Uri> ClosedAddressAsync()
    {
        await using var network = new FaultyNetwork(new Uri("http://127.0.0.1:1"));
        return network.Address;
    }

    private static Process StartWriter(Uri server, string folder, string name) =>
        Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Telemetry.Tools.Tests.Writer.dll"), "client", server.AbsoluteUri, folder, name]) { RedirectStandardOutput = true })!;

    private static async Task HasLoggedAsync(Process writer, int count)
    {
        for (var i = 0; i < count; i++) (await writer.StandardOutput.ReadLineAsync()).ShouldNotBeNull();
    }

    /// <summary>A buffer folder that is gone with the test.</summary>
    private sealed class BufferOfTest : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("telemetry-buffer-").FullName;

        public string Path => System.IO.Path.Combine(_root, "buffer");

        public void Dispose() => Directory.Delete(_root, recursive: true);
    }
}
