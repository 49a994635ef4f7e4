namespace Telemetry.Tools.Server.Tests;

/// <summary>Errors are told in the request's own encoding, as google.rpc.Status.</summary>
[TestClass]
public sealed class OtlpErrorsTests
{
    private static readonly string[] Paths = ["/v1/traces", "/v1/logs", "/v1/metrics"];

    [TestMethod]
    public async Task AnErrorComesInTheEncodingOfTheRequest()
    {
        await using var world = await ServerWorld.StartAsync();
        foreach (var path in Paths)
        {
            ShouldSay(await world.SendAsync(path, [0xFF, 0xFF]), 400, 3, ServerDiagnostics.BadBody);
            var json = (await world.PostAsync(path, "{")).ShouldBe(400);
            (json.Json.GetProperty("code").GetInt32(), json.Headers["Content-Type"]).ShouldBe((3, "application/json"));
        }
    }

    [TestMethod]
    public async Task AnEmptyRequestIsTaken()
    {
        await using var world = await ServerWorld.StartAsync();
        foreach (var path in Paths)
        {
            (await world.SendAsync(path, [])).ShouldBe(200).Bytes.ShouldBeEmpty();
            (await world.PostAsync(path, "{}")).ShouldBe(200).Body.ShouldBe("{}");
        }

        StoreFigures.Of(world).Events.ShouldBe(0);
    }

    [TestMethod]
    public async Task OnlyKeysThatMayIngestMaySend()
    {
        await using var world = await ServerWorld.StartAsync();
        var (writer, viewer, operators) = (world.CreateKey(ServerRole.Writer, name: "w"), world.CreateKey(ServerRole.Viewer, name: "v"), world.CreateKey(ServerRole.Admin, "*", "o"));
        foreach (var path in Paths)
        {
            var unknown = await world.SendAsync(path, [], "no-such-key");
            ShouldSay(unknown, 401, 16, ServerDiagnostics.Unauthenticated);
            unknown.Headers["WWW-Authenticate"].ShouldBe("Bearer");
            ShouldSay(await world.SendAsync(path, [], viewer), 403, 7, ServerDiagnostics.Forbidden);
            ShouldSay(await world.SendAsync(path, [], operators), 403, 7, ServerDiagnostics.Forbidden);
            (await world.SendAsync(path, [], writer)).ShouldBe(200);
            (await world.SendAsync(path, [], change: request => request.Headers.Add("X-API-Key", writer))).ShouldBe(200);
        }
    }

    [TestMethod]
    public async Task AnotherMediaTypeIsRefusedAndGrpcIsToldWhatToDo()
    {
        await using var world = await ServerWorld.StartAsync();
        (await world.SendAsync("/v1/traces", [], type: "text/plain")).ShouldBe(415).Json.GetProperty("message").GetString()!.ShouldStartWith(ServerDiagnostics.UnsupportedMedia);
        (await world.SendAsync("/v1/traces", [], type: "application/grpc+proto")).ShouldBe(415).Body.ShouldContain("OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
        ShouldSay(await world.SendAsync("/v1/traces", [], change: request => request.Content!.Headers.ContentEncoding.Add("br")), 415, 3, ServerDiagnostics.UnsupportedMedia);
    }

    [TestMethod]
    public async Task TooMuchIsRefusedWithWhenToComeAgainWhereThatHelps()
    {
        await using var world = await ServerWorld.StartAsync(change: settings => settings with { RequestsPerMinute = 1, MaxBodyBytes = 2000 });
        var key = world.CreateKey(ServerRole.Writer);
        ShouldSay(await world.SendAsync("/v1/traces", new byte[3000], key), 413, 8, ServerDiagnostics.TooLarge);
        var late = await world.SendAsync("/v1/traces", [], key);
        ShouldSay(late, 429, 8, ServerDiagnostics.TooManyRequests);
        late.Headers["Retry-After"].ShouldBe("60");
    }

    [TestMethod]
    public void MoreRecordsThanAreHeldAtOnceAreTooLarge()
    {
        var span = Telemetry.Span("00f067aa0ba902b7", "x");
        var proto = new OtlpProtoReader(new OtlpAllowList([]), 2);
        proto.ReadSpans(Telemetry.Traces(span, span)).Count.ShouldBe(2);
        Should.Throw<BodyException>(() => proto.ReadSpans(Telemetry.Traces(span, span, span))).Status.ShouldBe(413);
        var json = new OtlpJsonReader(new OtlpAllowList([]), 2);
        Should.Throw<BodyException>(() => json.ReadSpans("""{"resourceSpans":[{"scopeSpans":[{"spans":[{},{},{}]}]}]}"""u8)).Status.ShouldBe(413);
    }

    [TestMethod]
    public async Task ADatabaseThatIsAwayMeansComeAgain()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        using (var connection = StoreFigures.Open(world.Settings.DataFolder)) connection.Execute(null, "ALTER TABLE events RENAME TO elsewhere");
        var answer = await world.SendAsync("/v1/traces", Telemetry.Traces(Telemetry.Chat("00f067aa0ba902b7")));
        ShouldSay(answer, 503, 14, ServerDiagnostics.Unavailable);
        answer.Headers.Keys.ShouldContain("Retry-After");
    }

    private static void ShouldSay(Answer answer, int status, ulong code, string diagnostic)
    {
        answer.ShouldBe(status);
        answer.Headers["Content-Type"].ShouldBe("application/x-protobuf");
        var reader = new ProtoReader(answer.Bytes);
        reader.Next().ShouldBeTrue();
        (reader.Field, reader.Varint()).ShouldBe((1, code));
        reader.Next().ShouldBeTrue();
        reader.Field.ShouldBe(2);
        reader.Text().ShouldStartWith(diagnostic);
    }
}
