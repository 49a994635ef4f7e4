using System.Net;
using System.Text.Json;
using Telemetry.Tools.Tests.Records;

namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class TelemetryClientTests
{
    [TestMethod]
    public async Task AnEventIsSentAsItsSchemaWritesItWithAnIdentityOfItsTime()
    {
        using var world = new ClientWorld();
        await using var client = world.Open();
        client.TryLog(ClientWorld.Run("sync")).ShouldBeTrue();
        (await client.FlushAsync()).ShouldBeTrue();

        var request = await world.Server.RequestAsync();
        request.Address.ToString().ShouldBe("http://server.test/v1/events/build");
        request.Key.ShouldBe("Bearer tt_secretsecret");
        var item = request.Events.ShouldHaveSingleItem();
        var id = Guid.Parse(item.GetProperty("event_id").GetString()!);
        id.Version.ShouldBe(7);
        Guid.CreateVersion7(ClientWorld.Start).ToString()[..13].ShouldBe(id.ToString()[..13]);
        request.Body.ShouldEndWith("\"timestamp\":\"2026-11-21T12:00:00.000Z\",\"target\":\"sync\",\"domain\":null,\"duration_seconds\":1.5,\"exit_code\":0,\"succeeded\":null,\"build_id\":null,\"actor\":null,\"task\":null,\"attempt\":null}\n");
        client.Counts.ShouldBe(new TelemetryClientCounts(1, 1, 0, 0, 0));
    }

    [TestMethod]
    public async Task UsageGoesToItsOwnPlaceOrWhereTheOptionsSay()
    {
        using var world = new ClientWorld();
        await using (var client = world.Open()) client.Log(new ClientUsage { Timestamp = ClientWorld.Start, Model = "gpt-5", Success = true });
        (await world.Server.RequestAsync()).Address.AbsolutePath.ShouldBe("/v1/client/usage/log");
        await using (var client = world.Open(options => options with { UsageEndpoint = new Uri("http://other.test/log") })) client.Log(new ClientUsage { Timestamp = ClientWorld.Start, Model = "gpt-5", Success = true });
        (await world.Server.RequestAsync()).Address.ToString().ShouldBe("http://other.test/log");
    }

    [TestMethod]
    public async Task AServerBelowAPathIsFoundThere()
    {
        using var world = new ClientWorld();
        await using (var client = world.Open(options => options with { BaseUrl = new Uri("http://server.test/telemetry") })) client.Log(ClientWorld.Run());
        (await world.Server.RequestAsync()).Address.AbsolutePath.ShouldBe("/telemetry/v1/events/build");
    }

    [TestMethod]
    public async Task AFullBatchGoesAtOnceAndAnotherAfterTheInterval()
    {
        using var world = new ClientWorld();
        await using var client = world.Open();
        for (var i = 0; i < 101; i++) client.Log(ClientWorld.Run($"t{i}"));
        var full = await world.Server.RequestAsync();
        full.Events.Count.ShouldBe(100);
        full.Encoding.ShouldBe("gzip");
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromSeconds(30));
        world.Server.Count.ShouldBe(1);
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        (await world.Server.RequestAsync()).Events.ShouldHaveSingleItem().GetProperty("target").GetString().ShouldBe("t100");
    }

    [TestMethod]
    public async Task AnEventWithoutATimeGetsTheOneOfItsLoggingAndAnIdentityOfItsOwnStays()
    {
        using var world = new ClientWorld();
        await using var client = world.Open();
        client.Log(new Pulse { Name = "open" });
        client.Log(new Pulse { Name = "own", EventId = "mine-1", At = ClientWorld.Start.AddDays(-1) });
        await client.FlushAsync();
        var events = (await world.Server.RequestAsync()).Events;
        events[0].EnumerateObject().Select(field => field.Name).ShouldBe(["event_id", "at", "name", "who"]);
        events[0].GetProperty("at").GetString().ShouldBe("2026-11-21T12:00:00.000Z");
        Guid.TryParse(events[0].GetProperty("event_id").GetString(), out _).ShouldBeTrue();
        events[1].GetProperty("event_id").GetString().ShouldBe("mine-1");
        events[1].GetProperty("at").GetString().ShouldBe("2026-11-20T12:00:00.000Z");
    }

    [TestMethod]
    [DataRow(503)]
    [DataRow(500)]
    [DataRow(429)]
    [DataRow(408)]
    public async Task AFailureIsTriedAgainUnchangedAfterAWaitThatDoubles(int status)
    {
        using var world = new ClientWorld();
        for (var i = 0; i < 3; i++) world.Server.Next((HttpStatusCode)status);
        await using var client = world.Open();
        client.Log(ClientWorld.Run());
        (await client.FlushAsync()).ShouldBeFalse();
        var first = await world.Server.RequestAsync();
        foreach (var seconds in (int[])[1, 2, 4])
        {
            await world.Clock.SomebodyWaitsAsync(TimeSpan.FromSeconds(seconds));
            world.Clock.Advance(TimeSpan.FromSeconds(seconds));
            (await world.Server.RequestAsync()).Body.ShouldBe(first.Body);
        }

        (await client.FlushAsync()).ShouldBeTrue();
        world.Server.Count.ShouldBe(4);
        client.Counts.ShouldBe(new TelemetryClientCounts(1, 1, 0, 0, 0));
        client.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2302");
    }

    [TestMethod]
    [DataRow("90")]
    [DataRow("Sat, 21 Nov 2026 12:01:30 GMT")]
    public async Task TheServersRetryAfterIsHonoured(string header)
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.ServiceUnavailable, header);
        await using var client = world.Open();
        client.Log(ClientWorld.Run());
        await client.FlushAsync();
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromSeconds(90));
        world.Clock.Advance(TimeSpan.FromSeconds(89));
        world.Server.Count.ShouldBe(1);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Server.RequestAsync();
        (await world.Server.RequestAsync()).Events.Count.ShouldBe(1);
    }

    [TestMethod]
    public void AWaitIsARandomPartOfATimeThatDoublesUpToFiveMinutes()
    {
        var delay = new RetryDelay(() => 0.25);
        Enumerable.Range(0, 5).Select(_ => delay.Next().TotalSeconds).ShouldBe([0.25, 0.5, 1, 2, 4]);
        for (var i = 0; i < 100; i++) delay.Next();
        delay.Next().ShouldBe(TimeSpan.FromSeconds(75));
        delay.Next(TimeSpan.FromDays(2)).ShouldBe(TimeSpan.FromHours(1));
        delay.Reset();
        delay.Next().ShouldBe(TimeSpan.FromSeconds(0.25));
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(415)]
    [DataRow(422)]
    public async Task ARequestThatCanNeverSucceedIsNotSentAgainAndItsEventsAreNamed(int status)
    {
        using var world = new ClientWorld();
        world.Server.Next((HttpStatusCode)status, body: """{"code":"TEL4102","detail":"The body is not what it says."}""");
        await using var client = world.Open();
        client.Log(ClientWorld.Run());
        client.Log(ClientWorld.Run());
        (await client.FlushAsync()).ShouldBeTrue();
        world.Server.Count.ShouldBe(1);
        client.Counts.ShouldBe(new TelemetryClientCounts(2, 0, 0, 2, 0));
        var sent = await world.Server.RequestAsync();
        world.Rejected.ShouldBe(sent.Identities.Select(id => new RejectedEvent("build", id, $"http_{status}", "TEL4102 The body is not what it says.")));
    }

    [TestMethod]
    public async Task EventsThatTheServerRefusesOneByOneAreNamedWithTheirReason()
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.OK, body: """{"accepted":1,"duplicates":1,"generated_ids":0,"rejected":[{"index":1,"code":"too_old","message":"It is gone."}]}""");
        await using var client = world.Open(options => options with { OnRejected = item => { world.Rejected.Add(item); throw new InvalidOperationException("the host's own"); } });
        for (var i = 0; i < 3; i++) client.Log(ClientWorld.Run());
        (await client.FlushAsync()).ShouldBeTrue();
        client.Counts.ShouldBe(new TelemetryClientCounts(3, 1, 1, 1, 0));
        world.Rejected.ShouldHaveSingleItem().ShouldBe(new RejectedEvent("build", (await world.Server.RequestAsync()).Identities.ElementAt(1), "too_old", "It is gone."));
    }

    [TestMethod]
    public async Task ATooLargeBodyIsSentInHalvesAndOnlyTheEventThatIsTooLargeAloneIsGivenUp()
    {
        using var world = new ClientWorld();
        HttpResponseMessage Judge(StubRequest request) => request.Body.Contains("\"huge\"")
            ? new HttpResponseMessage(HttpStatusCode.RequestEntityTooLarge)
            : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{"accepted":{{request.Events.Count}},"duplicates":0,"generated_ids":0,"rejected":[]}""") };
        for (var i = 0; i < 20; i++) world.Server.Next(Judge);
        await using var client = world.Open();
        for (var i = 0; i < 7; i++) client.Log(ClientWorld.Run(i == 4 ? "huge" : "small"));
        (await client.FlushAsync()).ShouldBeTrue();
        client.Counts.ShouldBe(new TelemetryClientCounts(7, 6, 0, 1, 0));
        world.Rejected.ShouldHaveSingleItem().Code.ShouldBe("http_413");
        world.Rejected[0].EventId.ShouldBe((await world.Server.RequestAsync()).Identities.ElementAt(4));
    }

    [TestMethod]
    [DataRow(401)]
    [DataRow(403)]
    [DataRow(404)]
    [DataRow(301)]
    public async Task AServerThatRefusesTheClientIsLeftAloneForMinutesAndNothingIsLost(int status)
    {
        using var world = new ClientWorld();
        world.Server.Next((HttpStatusCode)status);
        await using var client = world.Open();
        client.Log(ClientWorld.Run());
        (await client.FlushAsync()).ShouldBeFalse();
        client.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2303");
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromMinutes(5));
        world.Server.Count.ShouldBe(1);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.Server.RequestAsync();
        await world.Server.RequestAsync();
        (await client.FlushAsync()).ShouldBeTrue();
        client.Counts.Accepted.ShouldBe(1);
    }

    [TestMethod]
    public async Task AStreamThatTheServerDoesNotKnowWaitsWhileOthersGoOn()
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.OK, body: """{"accepted":0,"duplicates":0,"generated_ids":0,"rejected":[{"index":0,"code":"unknown_stream","message":"none"}]}""");
        await using var client = world.Open();
        client.Log(new Pulse { Name = "a" });
        (await client.FlushAsync()).ShouldBeFalse();
        client.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2304");
        for (var i = 0; i < 100; i++) client.Log(ClientWorld.Run());
        await world.Server.RequestAsync();
        (await world.Server.RequestAsync()).Address.AbsolutePath.ShouldEndWith("/build");

        // Answered, so that the clock does not end the request.
        while (client.Counts.Accepted < 100) await Task.Yield();
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromMinutes(5));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        (await world.Server.RequestAsync()).Address.AbsolutePath.ShouldEndWith("/pulse");
    }

    [TestMethod]
    public async Task WhatTheQueueDoesNotHoldIsDroppedAndCounted()
    {
        using var world = new ClientWorld();
        await using var client = world.Open(options => options with { QueueCapacity = 5 });
        Enumerable.Range(0, 8).Count(_ => client.TryLog(ClientWorld.Run())).ShouldBe(5);
        client.Counts.ShouldBe(new TelemetryClientCounts(5, 0, 0, 0, 3));
        (await client.FlushAsync()).ShouldBeTrue();
        client.TryLog(ClientWorld.Run()).ShouldBeTrue();
    }

    [TestMethod]
    public async Task AnEventOfMoreThanAMegabyteIsDropped()
    {
        using var world = new ClientWorld();
        await using var client = world.Open();
        client.TryLog(ClientWorld.Run(new string('x', 1024 * 1024))).ShouldBeFalse();
        client.Counts.Dropped.ShouldBe(1);
    }

    [TestMethod]
    public async Task EndingSendsWhatIsLeftAndCountsWhatTheServerDidNotTakeInTime()
    {
        using var world = new ClientWorld();
        var client = world.Open();
        client.Log(ClientWorld.Run());
        await client.DisposeAsync();
        client.Counts.Accepted.ShouldBe(1);
        client.TryLog(ClientWorld.Run()).ShouldBeFalse();

        for (var i = 0; i < 3; i++) world.Server.Next(HttpStatusCode.ServiceUnavailable);
        var late = world.Open(options => options with { ShutdownTimeout = TimeSpan.FromSeconds(2.5) });
        late.Log(ClientWorld.Run());
        var end = late.DisposeAsync().AsTask();
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromSeconds(1));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromSeconds(1.5));
        world.Clock.Advance(TimeSpan.FromSeconds(1.5));
        await end;
        late.Counts.ShouldBe(new TelemetryClientCounts(1, 0, 0, 0, 1));
        world.Server.Count.ShouldBe(3);
    }

    [TestMethod]
    public async Task ARequestWithoutAnAnswerEndsAfterItsTimeAndIsTriedAgain()
    {
        using var world = new ClientWorld();
        using var never = new NeverAnswers();
        await using var client = world.Open(options => options with { HttpClient = new HttpClient(never), ShutdownTimeout = TimeSpan.Zero });
        client.Log(ClientWorld.Run());
        var flush = client.FlushAsync();
        await never.Asked.Task;
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        (await flush).ShouldBeFalse();
        client.Warnings.ShouldHaveSingleItem().Message.ShouldContain("no answer in time");
    }

    [TestMethod]
    public async Task AnAnswerThatIsNoServersIsAFailureAndNoLoss()
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.OK, body: "<html>Sign in</html>").Next(HttpStatusCode.OK, body: """{"accepted":1,""").Next(_ => throw new HttpRequestException("cut")).Next(_ => throw new System.Net.Sockets.SocketException(107));
        await using var client = world.Open();
        client.Log(ClientWorld.Run());
        for (var i = 0; i < 4; i++) (await client.FlushAsync()).ShouldBeFalse();
        (await client.FlushAsync()).ShouldBeTrue();
        client.Counts.ShouldBe(new TelemetryClientCounts(1, 1, 0, 0, 0));
    }

    [TestMethod]
    public async Task HashedFieldsAreSentUnderTheKeyThatWasGivenAndNeverRaw()
    {
        using var world = new ClientWorld();
        var key = PrivacyKey.Create();
        await using (var client = world.Open(options => options with { HashKey = key })) client.Log(new Pulse { Name = "a", Who = "jane@example.com" });
        var request = await world.Server.RequestAsync();
        request.Events[0].GetProperty("who").GetString().ShouldBe(key.Hash("jane@example.com").ToString());
        await using (var client = world.Open()) client.Log(new Pulse { Name = "a", Who = "jane@example.com" });
        (await world.Server.RequestAsync()).Events[0].GetProperty("who").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [TestMethod]
    [DataRow("DO_NOT_TRACK", "1")]
    [DataRow("TELEMETRY", "0")]
    public async Task TheUsersWordInTheEnvironmentTurnsItOff(string variable, string value)
    {
        using var world = new ClientWorld { [variable] = value };
        await using var client = world.Open(isBuffered: true);
        client.TryLog(ClientWorld.Run()).ShouldBeFalse();
        client.IsEnabled.ShouldBeFalse();
        Directory.Exists(world.Folder).ShouldBeFalse();
    }

    [TestMethod]
    public async Task NothingHappensUnlessItIsEnabledWithAServerAndASoundKey()
    {
        using var world = new ClientWorld();
        foreach (var (options, id) in ((TelemetryClientOptions, string?)[])[
            (new TelemetryClientOptions { BaseUrl = new Uri("http://server.test") }, null),
            (new TelemetryClientOptions { Enabled = true }, "TEL2300"),
            (new TelemetryClientOptions { Enabled = true, BaseUrl = new Uri("file:///tmp") }, "TEL2300"),
            (new TelemetryClientOptions { Enabled = true, BaseUrl = new Uri("http://server.test"), ApiKey = "a\r\nb" }, "TEL2301")])
        {
            await using var client = new TelemetryClient(options with { HttpClient = new HttpClient(world.Server, disposeHandler: false), Environment = new StoreEnvironment(_ => null, null, "/") });
            client.IsEnabled.ShouldBeFalse();
            client.TryLog(ClientWorld.Run()).ShouldBeFalse();
            client.Warnings.Select(warning => warning.Id).ShouldBe(id is null ? [] : [id]);
        }

        world.Server.Count.ShouldBe(0);
    }

    [TestMethod]
    public void TheKeyIsNotInTheOptionsText() =>
        new TelemetryClientOptions { Enabled = true, BaseUrl = new Uri("http://server.test"), ApiKey = "tt_secret" }.ToString().ShouldBe("http://server.test/");

    [TestMethod]
    public async Task ManyThreadsLoseNothing()
    {
        using var world = new ClientWorld();
        var client = world.Open(options => options with { QueueCapacity = 20_000 });
        Parallel.For(0, 4, thread =>
        {
            for (var i = 0; i < 2_500; i++) client.Log(ClientWorld.Run($"{thread}-{i}"));
        });
        await client.DisposeAsync();
        client.Counts.ShouldBe(new TelemetryClientCounts(10_000, 10_000, 0, 0, 0));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task WhatIsInTheQueueWhenTimeIsOverIsKeptOrCountedAsDropped(bool isBuffered)
    {
        using var world = new ClientWorld();
        var client = world.Open(options => options with { QueueCapacity = 50_000, ShutdownTimeout = TimeSpan.Zero }, isBuffered);
        Parallel.For(0, 4, thread =>
        {
            for (var i = 0; i < 10_000; i++) client.Log(ClientWorld.Run($"{thread}-{i}"));
        });
        await client.DisposeAsync();
        var counts = client.Counts;
        var kept = world.Files.Sum(file => File.ReadLines(file).Count());
        (counts.Logged, counts.Accepted + counts.Rejected + counts.Dropped + kept).ShouldBe((40_000, 40_000));
        if (isBuffered) counts.Dropped.ShouldBe(0);
    }

    [TestMethod]
    public async Task AClientThatFailsCountsWhatItHadAsDropped()
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.ServiceUnavailable);
        await using var client = world.Open(options => options with { Jitter = () => throw new InvalidOperationException("broken"), BatchSize = 2 });
        for (var i = 0; i < 5; i++) client.Log(ClientWorld.Run());
        (await client.FlushAsync()).ShouldBeFalse();
        (client.Counts.Accepted, client.Counts.Dropped).ShouldBe((0, 5));
        client.TryLog(ClientWorld.Run()).ShouldBeFalse();
    }

    [TestMethod]
    [DataRow(long.MaxValue)]
    [DataRow(60 * TimeSpan.TicksPerDay)]
    [DataRow(-TimeSpan.TicksPerMillisecond)]
    public async Task TimesWithoutAnEndAreBounded(long ticks)
    {
        using var world = new ClientWorld();
        var time = TimeSpan.FromTicks(ticks);
        world.Server.Next(HttpStatusCode.ServiceUnavailable);
        var client = world.Open(options => options with { FlushInterval = time, RequestTimeout = time, ShutdownTimeout = time });
        client.Log(ClientWorld.Run());
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromDays(1));
        var end = client.DisposeAsync().AsTask();
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromSeconds(1));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await end;
        client.Counts.ShouldBe(new TelemetryClientCounts(1, 1, 0, 0, 0));
        client.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2302");
    }

    [TestMethod]
    public async Task TimesWithoutAnEndDoNotStopAClientOnTheRealClock()
    {
        using var world = new ClientWorld();
        var client = world.Open(options => options with { FlushInterval = TimeSpan.MaxValue, RequestTimeout = TimeSpan.MaxValue, ShutdownTimeout = Timeout.InfiniteTimeSpan, Time = TimeProvider.System });
        client.Log(ClientWorld.Run());
        await client.DisposeAsync();
        client.Counts.ShouldBe(new TelemetryClientCounts(1, 1, 0, 0, 0));
        client.Warnings.ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow(70, "é", true)]
    [DataRow(128, "é", true)]
    [DataRow(128, "\U0001F600", true)]
    [DataRow(128, "\"", true)]
    [DataRow(129, "é", false)]
    [DataRow(129, "\U0001F600", false)]
    public async Task AnIdentityIsMeasuredInCharactersAsTheServerDoes(int count, string character, bool stays)
    {
        using var world = new ClientWorld();
        await using var client = world.Open();
        var own = string.Concat(Enumerable.Repeat(character, count));
        client.Log(new Pulse { Name = "own", EventId = own, At = ClientWorld.Start });
        await client.FlushAsync();
        var sent = (await world.Server.RequestAsync()).Identities.ShouldHaveSingleItem();
        (sent == own).ShouldBe(stays);
    }

    [TestMethod]
    public async Task NobodyIsAskedBeforeTheServersRetryAfterAndTheEndDoesNotWaitForOneThatIsLater()
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.ServiceUnavailable, "90");
        var client = world.Open(isBuffered: true);
        client.Log(ClientWorld.Run());
        (await client.FlushAsync()).ShouldBeFalse();
        client.Log(ClientWorld.Run());
        (await client.FlushAsync()).ShouldBeFalse();
        await client.DisposeAsync();
        world.Server.Count.ShouldBe(1);
        world.Files.Sum(file => File.ReadLines(file).Count()).ShouldBe(2);
        client.Counts.ShouldBe(new TelemetryClientCounts(2, 0, 0, 0, 0));
    }

    [TestMethod]
    public async Task TheEndSendsAfterTheServersRetryAfterWhereThatIsInTime()
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.ServiceUnavailable, "4");
        var client = world.Open();
        client.Log(ClientWorld.Run());
        (await client.FlushAsync()).ShouldBeFalse();
        var end = client.DisposeAsync().AsTask();
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromSeconds(4));
        world.Clock.Advance(TimeSpan.FromSeconds(3.9));
        world.Server.Count.ShouldBe(1);
        world.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await end;
        client.Counts.ShouldBe(new TelemetryClientCounts(1, 1, 0, 0, 0));
    }

    [TestMethod]
    public async Task AClockThatIsSetBackHoldsNothingUp()
    {
        using var world = new ClientWorld();
        await using var client = world.Open();
        client.Log(ClientWorld.Run());
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromSeconds(30));
        world.Clock.SetBack(TimeSpan.FromHours(1));
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        (await world.Server.RequestAsync().WaitAsync(TimeSpan.FromSeconds(10))).Events.Count.ShouldBe(1);
    }

    private sealed class NeverAnswers : HttpMessageHandler
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
