using System.Text;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server.Tests;

/// <summary>A store's events on their way to the real server.</summary>
[TestClass]
public sealed class PushTests
{
    private const string Jobs = """
        { "schema": "jobs", "version": "1-0-0", "namespace": "Sample", "storage": { "format": "jsonl", "rotateAt": "4KB" }, "fields": { "at": { "type": "timestamp", "role": "time" } },
          "events": { "job": { "fields": { "name": "string" } } } }
        """;

    [TestMethod]
    public async Task AStoreIsSentOnceHoweverOftenItIsPushedAndEqualLinesCountEach()
    {
        await using var world = await ServerWorld.StartAsync();
        using var store = new StoreOfTest();
        for (var i = 0; i < 2_500; i++) store.Build($"t{i / 2}");
        store.Usage("größe \"x\"\nline");

        var first = store.Push(world);
        first.Problems.ShouldBeEmpty();
        Figures(first).ShouldBe([("build", 0, 2_500, 2_500, 0, 0), ("task-usage", 0, 1, 1, 0, 0)]);
        StoreFigures.Of(world).Events.ShouldBe(2_501);
        StoreFigures.Payloads(world).ShouldContain(payload => payload.Contains("\"notes\":\"gr\\u00F6\\u00DFe \\\"x\\\"\\nline\"", StringComparison.OrdinalIgnoreCase) || payload.Contains("größe \\\"x\\\"\\nline"));

        store.Build("t0");
        Figures(store.Push(world)).ShouldBe([("build", 2_500, 1, 1, 0, 0), ("task-usage", 1, 0, 0, 0, 0)]);
        Figures(store.Push(world, request => request with { Again = true })).ShouldBe([("build", 0, 2_501, 0, 2_501, 0), ("task-usage", 0, 1, 0, 1, 0)]);
        StoreFigures.Of(world).Events.ShouldBe(2_502);
    }

    [TestMethod]
    public async Task RotationLostNotesAndACopyOfTheStoreChangeNoIdentity()
    {
        await using var world = await ServerWorld.StartAsync();
        using var store = new StoreOfTest();
        for (var i = 0; i < 300; i++) store.Job($"j{i % 7}");
        store.Push(world).Sum.Accepted.ShouldBe(300);
        for (var i = 0; i < 100; i++) store.Job("later");
        Directory.GetFiles(Path.Combine(store.Root, "jobs"), "jobs.*.jsonl").Length.ShouldBeGreaterThan(1);
        Directory.Delete(Path.Combine(store.Root, ".push"), recursive: true);
        Figures(store.Push(world)).ShouldBe([("jobs", 0, 400, 100, 300, 0)]);
        StoreFigures.Of(world).Events.ShouldBe(400);
    }

    [TestMethod]
    public async Task APushThatIsCutOffGoesOnWithoutCountingTwice()
    {
        await using var world = await ServerWorld.StartAsync();
        using var store = new StoreOfTest();
        for (var i = 0; i < 3_500; i++) store.Build($"t{i}");
        await using (var network = new FaultyNetwork(world.Address, [NetworkFault.CutAnswer(0), NetworkFault.Answer(503, "Retry-After: 0\r\n"), NetworkFault.CutRequest(900), NetworkFault.None]))
        {
            using var stop = new CancellationTokenSource();
            Should.Throw<OperationCanceledException>(() => store.Push(network.Address, progress: new StopAfter(2, stop), cancellation: stop.Token));
        }

        var rest = store.Push(world);
        rest.Sum.AlreadySent.ShouldBeInRange(0, 2_000);
        (rest.Sum.AlreadySent + rest.Sum.Accepted + rest.Sum.Duplicates).ShouldBe(3_500);
        StoreFigures.Of(world).Events.ShouldBe(3_500);
    }

    [TestMethod]
    public async Task AnAdminsKeySendsTheSchemaFirstAndAWritersKeySaysWhoCan()
    {
        await using var world = await ServerWorld.StartAsync();
        var (admin, writer) = (world.CreateKey(ServerRole.Admin, "acme", "boss"), world.CreateKey(ServerRole.Writer, "acme", "app"));
        using var store = new StoreOfTest();
        store.Job("one");
        store.Build("two");

        var refused = store.Push(world, request => request with { Key = writer });
        refused.Problems.ShouldHaveSingleItem().Id.ShouldBe(PushDiagnostics.UnknownStream);
        refused.Problems[0].NextStep.ShouldNotBeNull().ShouldContain("dotnet telemetry push jobs");
        Figures(refused)[0].ShouldBe(("build", 0, 1, 1, 0, 0));

        var taken = store.Push(world, request => request with { Key = admin });
        taken.Problems.ShouldBeEmpty();
        taken.Streams.Single(stream => stream.Stream == "jobs").Accepted.ShouldBe(1);
        store.Job("three");
        Figures(store.Push(world, request => request with { Key = writer })).ShouldBe([("build", 1, 0, 0, 0, 0), ("jobs", 0, 2, 1, 1, 0)]);
    }

    [TestMethod]
    public async Task WithoutAServerOrAKeyThatWorksItSaysWhatToDo()
    {
        await using var world = await ServerWorld.StartAsync();
        using var store = new StoreOfTest();
        store.Build("one");
        world.CreateKey(ServerRole.Admin);
        var unknown = store.Push(world, request => request with { Key = "tt_nokeynokey22_AAAA" });
        unknown.Problems.ShouldHaveSingleItem().Id.ShouldBe(PushDiagnostics.Refused);
        unknown.Problems[0].NextStep.ShouldNotBeNull().ShouldContain("TELEMETRY_SERVER_KEY");
        unknown.Sum.Sent.ShouldBe(0);
    }

    [TestMethod]
    public async Task ADryRunSaysWhatWouldBeSentAndSendsNothing()
    {
        await using var world = await ServerWorld.StartAsync();
        using var store = new StoreOfTest();
        store.Build("one");
        Figures(store.Push(world, request => request with { DryRun = true })).ShouldBe([("build", 0, 1, 0, 0, 0)]);
        StoreFigures.Of(world).Events.ShouldBe(0);
        store.Push(world).Sum.Accepted.ShouldBe(1);
    }

    [TestMethod]
    public async Task WhatTheServerRefusesIsNamedAndNotSentAgain()
    {
        await using var world = await ServerWorld.StartAsync();
        using var store = new StoreOfTest();
        store.Build("good");
        store.Lines("build", """{"timestamp":"1999-01-01T00:00:00Z","target":"old","domain":null,"duration_seconds":1,"exit_code":0}""");
        var result = store.Push(world);
        Figures(result).ShouldBe([("build", 0, 2, 1, 0, 1)]);
        result.Streams[0].RejectedEvents.ShouldHaveSingleItem().Code.ShouldBe("too_old");
        Figures(store.Push(world)).ShouldBe([("build", 2, 0, 0, 0, 0)]);
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(413)]
    [DataRow(415)]
    [DataRow(422)]
    public void RequestsThatAreRefusedAreAProblemAndTheirEventsGoWithTheNextPush(int status)
    {
        using var store = new StoreOfTest();
        for (var i = 0; i < 5; i++) store.Build($"t{i}");
        using var server = new Answering((System.Net.HttpStatusCode)status, "no");
        var refused = store.Push(new Uri("http://server.test"), server.Use);
        Figures(refused).ShouldBe([("build", 0, 5, 0, 0, 5)]);
        var problem = refused.Problems.ShouldHaveSingleItem();
        problem.Id.ShouldBe(PushDiagnostics.RequestRefused);
        problem.Message.ShouldContain($"5 events of 'build': HTTP {status}");
        store.Push(new Uri("http://server.test"), server.Use).Sum.ToSend.ShouldBe(5);
    }

    [TestMethod]
    public void AServerThatAsksForPatienceIsWaitedForAndSaysUntilWhen()
    {
        using var store = new StoreOfTest();
        store.Build("one");
        using var server = new Answering(System.Net.HttpStatusCode.TooManyRequests, "1") { Body = """{"code":"TEL4105","detail":"Slowly."}""", Times = 1 };
        var waits = new List<(TimeSpan, string)>();
        var result = store.Push(new Uri("http://server.test"), request => server.Use(request) with { OnWait = (until, why) => waits.Add((until - DateTimeOffset.UtcNow, why)) });
        result.Problems.ShouldBeEmpty();
        result.Sum.Accepted.ShouldBe(1);
        var (wait, why) = waits.ShouldHaveSingleItem();
        wait.ShouldBeInRange(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5));
        why.ShouldContain("Slowly.");
    }

    [TestMethod]
    public void AServerThatAsksForMoreThanFiveMinutesIsLeftAlone()
    {
        using var store = new StoreOfTest();
        store.Build("one");
        store.Usage("two");
        using var server = new Answering(System.Net.HttpStatusCode.TooManyRequests, "3600");
        var problem = store.Push(new Uri("http://server.test"), server.Use).Problems.ShouldHaveSingleItem();
        problem.Id.ShouldBe(PushDiagnostics.NoServer);
        problem.Message.ShouldContain("asks to wait until 20");
        server.Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task WhatIsNotedIsTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var world = await ServerWorld.StartAsync();
        using var store = new StoreOfTest();
        store.Build("one");
        store.Push(world).Sum.Accepted.ShouldBe(1);
        foreach (var file in Directory.GetFiles(Path.Combine(store.Root, ".push"), "*", SearchOption.AllDirectories)) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [TestMethod]
    public async Task EventsWithoutATimeStayHome()
    {
        await using var world = await ServerWorld.StartAsync();
        using var store = new StoreOfTest();
        store.Lines("timeless", """{"name":"x"}""", """{ "schema": "timeless", "version": "1-0-0", "namespace": "S", "events": { "e": { "fields": { "name": "string" } } } }""");
        store.Push(world).Problems.ShouldHaveSingleItem().Id.ShouldBe(PushDiagnostics.NoTime);
    }

    private static List<(string, long, long, long, long, long)> Figures(PushResult result) =>
        [.. result.Streams.Select(stream => (stream.Stream, stream.AlreadySent, stream.ToSend, stream.Accepted, stream.Duplicates, stream.Rejected))];

    /// <summary>Interrupts after so many batches, as Ctrl-C would.</summary>
    private sealed class StopAfter(int batches, CancellationTokenSource stop) : IProgress<ScanProgress>
    {
        private int _left = batches;

        public void Report(ScanProgress value)
        {
            if (--_left == 0) stop.Cancel();
        }
    }

    /// <summary>Answers so, for good or so many times, and then as a server that takes all.</summary>
    private sealed class Answering(System.Net.HttpStatusCode status, string retryAfter) : HttpMessageHandler
    {
        public int Count { get; private set; }

        public int Times { get; init; } = int.MaxValue;

        public string Body { get; init; } = "";

        public PushRequest Use(PushRequest request) => request with { HttpClient = new HttpClient(this, disposeHandler: false) };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isOver = Count++ >= Times;
            var answer = new HttpResponseMessage(isOver ? System.Net.HttpStatusCode.OK : status) { Content = new StringContent(isOver ? """{"accepted":1,"duplicates":0,"rejected":[]}""" : Body) };
            if (!isOver) answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return Task.FromResult(answer);
        }
    }

    /// <summary>A store that is gone with the test.</summary>
    private sealed class StoreOfTest : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("telemetry-push-").FullName;
        private readonly EventStore _store;

        public StoreOfTest() => _store = EventStore.Open(new StoreLocation(Root, true, "test"));

        public string Root => Path.Combine(_root, "store");

        public void Build(string target) => _store.Append(new TargetRun { Timestamp = Samples.Now, Target = target, DurationSeconds = 1, ExitCode = 0 });

        public void Usage(string notes) => _store.Append(new TaskUsage { Timestamp = Samples.Now, Model = "gpt-5", PromptTokens = 1, CompletionTokens = 2, TaskSuccess = true, TaskType = TaskUsageTaskType.Quick, DurationMs = 3, Notes = notes });

        public void Job(string name) => Lines("jobs", $$"""{"at":"2026-11-20T10:00:00.000Z","name":"{{name}}"}""", Jobs);

        public void Lines(string stream, string line, string? schema = null)
        {
            schema ??= ProductSchemas.Find(stream)!.SchemaJson;
            _store.AppendLines(StreamInfoFactory.Create(Schema.SchemaParser.Parse(schema, stream).Document!, schema), Encoding.UTF8.GetBytes(line + "\n"));
        }

        public PushResult Push(ServerWorld world, Func<PushRequest, PushRequest>? change = null) => Push(world.Address, change);

        public PushResult Push(Uri server, Func<PushRequest, PushRequest>? change = null, IProgress<ScanProgress>? progress = null, CancellationToken cancellation = default)
        {
            var catalog = StreamCatalog.Open(Root, ProductSchemas.All.Select(schema => schema.SchemaJson));
            var request = new PushRequest(Root, [.. catalog.Streams.Where(stream => catalog.IsInStore(stream.Name))], server, null) { Shipped = ProductSchemas.All.Select(schema => schema.Name).ToHashSet() };
            return StorePusher.Push(change?.Invoke(request) ?? request, progress, cancellation);
        }

        public void Dispose()
        {
            _store.Dispose();
            Directory.Delete(_root, recursive: true);
        }
    }
}
