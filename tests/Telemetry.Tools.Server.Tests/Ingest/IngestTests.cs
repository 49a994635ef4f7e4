using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class IngestTests
{
    private const string Log = "/v1/client/usage/log";

    [TestMethod]
    public async Task AnEventThatWasAcknowledgedIsInTheNextOverview()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));

        (await world.LogAsync(Samples.Event("a", more: "\"tokens_requested\":200,\"tokens_used\":150,\"cost_usd\":\"0.25\",\"response_time_ms\":125.4"))).ShouldBe(200).Counts.ShouldBe((1, 0, 0));

        var summary = (await world.GetAsync("/v1/analytics/usage/overview?start_date=2026-11-20&end_date=2026-11-20")).ShouldBe(200).Json.GetProperty("summary");
        summary.GetProperty("total_requests").GetInt64().ShouldBe(1);
        summary.GetProperty("total_tokens_requested").GetInt64().ShouldBe(200);
        summary.GetProperty("total_tokens_used").GetInt64().ShouldBe(150);
        summary.GetProperty("total_cost_usd").GetString().ShouldBe("0.25");
        summary.GetProperty("average_response_time_ms").GetDouble().ShouldBe(125.4);
        summary.GetProperty("success_rate").GetDouble().ShouldBe(1);
        summary.GetProperty("unpriced_requests").GetInt64().ShouldBe(0);
    }

    [TestMethod]
    [DataRow("""{"event_id":"a","timestamp":"2026-11-20T10:00:00Z","model":"m","success":true}""", 1)]
    [DataRow("""[{"event_id":"a","model":"m","success":true},{"event_id":"b","model":"m","success":false}]""", 2)]
    [DataRow("""{"events":[{"event_id":"a","model":"m","success":true}],"sdk":{"events":"x"}}""", 1)]
    [DataRow("[]", 0)]
    [DataRow("\uFEFF[]", 0)]
    public async Task ABodyIsOneEventAnArrayOrAnEnvelope(string body, int accepted)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.LogAsync(body)).ShouldBe(200).Counts.ShouldBe((accepted, 0, 0));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("5")]
    [DataRow("\"text\"")]
    [DataRow("null")]
    [DataRow("""[{"model":"m","success":true}""")]
    [DataRow("""[{"model":"m","success":true}] x""")]
    [DataRow("""[{"model":"m",}]""")]
    [DataRow("NaN")]
    public async Task ABodyThatIsNoJsonAsAWholeStoresNothing(string body)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.LogAsync(body)).ShouldFail(400, ServerDiagnostics.BadBody);
        StoreFigures.Of(world).ShouldBe(new StoreFigures(0, 0, 0, 0));
    }

    [TestMethod]
    public async Task ABadLineOfJsonLinesIsOneRejectedItem()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var body = $"{Samples.Event("a")}\n{{\"model\":\n\n{Samples.Event("b")} trailing\r\n{Samples.Event("c")}";

        var answer = (await world.PostAsync(Log, body, type: "application/x-ndjson")).ShouldBe(200);

        answer.Counts.ShouldBe((2, 0, 2));
        answer.Codes.ShouldBe(["invalid_json", "invalid_json"]);
        answer.Json.GetProperty("rejected").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()).ShouldBe([1, 2]);
    }

    [TestMethod]
    [DataRow("""{"success":true}""", "missing_field")]
    [DataRow("""{"model":"m"}""", "missing_field")]
    [DataRow("""{"model":null,"success":true}""", "missing_field")]
    [DataRow("""5""", "wrong_type")]
    [DataRow("""["model"]""", "wrong_type")]
    [DataRow("""{"model":7,"success":true}""", "wrong_type")]
    [DataRow("""{"model":"m","success":"true"}""", "wrong_type")]
    [DataRow("""{"model":"m","success":true,"tokens_used":1.5}""", "wrong_type")]
    [DataRow("""{"model":"m","success":true,"tokens_used":"5"}""", "wrong_type")]
    [DataRow("""{"model":"m","success":true,"tokens_used":-1}""", "out_of_range")]
    [DataRow("""{"model":"m","success":true,"tokens_used":99999999999999999999}""", "out_of_range")]
    [DataRow("""{"model":"m","success":true,"cost_usd":-0.1}""", "out_of_range")]
    [DataRow("""{"model":"m","success":true,"cost_usd":1e300}""", "out_of_range")]
    [DataRow("""{"model":"m","success":true,"cost_usd":"1,5"}""", "wrong_type")]
    [DataRow("""{"model":"m","success":true,"response_time_ms":-1}""", "out_of_range")]
    [DataRow("""{"model":"m","success":true,"response_time_ms":1e999}""", "out_of_range")]
    [DataRow("""{"model":"m","success":true,"timestamp":"yesterday"}""", "wrong_type")]
    [DataRow("""{"model":"m","success":true,"timestamp":1700000000}""", "wrong_type")]
    [DataRow("""{"model":"m","success":true,"timestamp":"1999-12-31T23:59:59Z"}""", "too_old")]
    [DataRow("""{"model":"m","success":true,"timestamp":"2026-11-21T12:10:01Z"}""", "in_future")]
    [DataRow("""{"model":"a\u0000b","success":true}""", "invalid_text")]
    [DataRow("""{"model":"\ud800","success":true}""", "invalid_text")]
    [DataRow("""{"model":"\udc00\ud800","success":true}""", "invalid_text")]
    [DataRow("""{"model":"m","success":true,"tenant_id":"other"}""", "tenant_mismatch")]
    [DataRow("""{"model":"m","success":true,"event_id":""}""", "out_of_range")]
    [DataRow("""{"model":"m","success":true,"event_id":5}""", "wrong_type")]
    public async Task AnItemThatDoesNotFitIsRejectedWithItsCodeAndTheOthersAreStored(string item, string code)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var answer = (await world.LogAsync($"[{Samples.Event("a")},{item},{Samples.Event("b")}]")).ShouldBe(200);
        answer.Counts.ShouldBe((2, 0, 1));
        answer.Codes.ShouldBe([code]);
        answer.Json.GetProperty("rejected")[0].GetProperty("index").GetInt32().ShouldBe(1);
    }

    [TestMethod]
    [DataRow("""{"\ud800":1,"model":"m","success":true}""")]
    [DataRow("""{"model":"m","success":true,"note":"\ud800","a\u0000":"b"}""")]
    [DataRow("""{"mod\u0065l":"m","success":true,"timestamp":"2026-11-20T12:00:00\u002B02:00","cost_usd":"1\u002e5"}""")]
    public async Task NamesAndTextsMayBeEscapedAsJsonAllowsAndWhatIsNotStoredMayHoldAnything(string item)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.LogAsync(item)).ShouldBe(200).Counts.ShouldBe((1, 0, 0));
        (await world.LogAsync($"[{item},{Samples.Event("a")}]")).ShouldBe(200).Counts.ShouldBe((2, 0, 0));
        (await world.PostAsync(Log, $"{item}\n{Samples.Event("b")}", type: "application/x-ndjson")).ShouldBe(200).Counts.ShouldBe((2, 0, 0));
    }

    [TestMethod]
    public async Task ABackslashBeforeWhatReadsLikeAnEscapeIsNoU0000()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        string[] targets = ["C:\\\\u0000", "a\\\\\\\\u0000", "nul\\u0000", "C:\\\\\\u0000"];
        var answer = await world.PostAsync("/v1/events/build", $"[{string.Join(",", targets.Select(target => Build($"\"target\":\"{target}\"")))}]");
        answer.ShouldBe(200).Counts.ShouldBe((2, 0, 2));
        answer.Codes.ShouldBe(["invalid_text", "invalid_text"]);
        answer.Json.GetProperty("rejected").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()).ShouldBe([2, 3]);
    }

    [TestMethod]
    [DataRow("\"event_id\":\"nul\\u00000\"", "invalid_text")]
    [DataRow("\"exit_code\":2147483648", "out_of_range")]
    [DataRow("\"exit_code\":1.5", "wrong_type")]
    [DataRow("\"exit_code\":\"1\"", "wrong_type")]
    public async Task WhatASchemaRefusesHasTheCodeOfItsReason(string field, string code)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.PostAsync("/v1/events/build", Build($"\"target\":\"Build\",{field}"))).ShouldBe(200).Codes.ShouldBe([code]);
    }

    [TestMethod]
    public async Task ALongErrorIsCutAndTheEventKept()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var error = $"it failed\\n{string.Concat(Enumerable.Repeat("at Some.Method()\\n", 5_000))}";
        (await world.LogAsync(Samples.Event("a", more: $"\"error\":\"{error}\"", success: false))).ShouldBe(200).Counts.ShouldBe((1, 0, 0));
        world.Stored("client-usage").Single().Text("error").ShouldBe("it failed");
    }

    [TestMethod]
    [DataRow("\"input_tokens\":1200,\"output_tokens\":300,\"cache_read_tokens\":50", 1_550)]
    [DataRow("\"input_tokens\":1200,\"output_tokens\":300,\"tokens_used\":7", 7)]
    [DataRow("\"input_tokens\":1200", 0)]
    public async Task TokensOfBothWaysAreWhatWasUsedUnlessTheClientSaysIt(string tokens, int used)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.LogAsync(Samples.Event("a", more: tokens))).Counts.ShouldBe((1, 0, 0));
        (await world.GetAsync("/v1/analytics/usage/overview")).Json.GetProperty("summary").Long("total_tokens_used").ShouldBe(used);
        var stored = world.Stored("client-usage").Single().GetProperty("tokens_used");
        (stored.ValueKind == JsonValueKind.Null ? 0 : stored.GetInt32()).ShouldBe(used);
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task ASumThatFitsNoAccountIsRefusedAndHarmsNobody(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        var million = Samples.Batch(9_000, "a", more: _ => "\"cost_usd\":\"1000000\"");
        (await world.LogAsync(million)).ShouldBe(200).Counts.ShouldBe((9_000, 0, 0));
        var more = (await world.LogAsync(Samples.Batch(10_000, "b", more: _ => "\"cost_usd\":\"1000000\""))).ShouldBe(200);
        more.Counts.ShouldBe((0, 0, 10_000));
        more.Codes.Distinct().ShouldBe(["out_of_range"]);
        (await world.LogAsync(million)).Counts.ShouldBe((0, 9_000, 0));
        (await world.GetAsync("/v1/health")).ShouldBe(200);
        (await world.GetAsync("/v1/analytics/usage/overview")).Json.GetProperty("summary").Text("total_cost_usd").ShouldBe("9000000000");
    }

    [TestMethod]
    public async Task AnIdempotencyKeyOfAnotherStreamIsNoReplay()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        const string Body = """{"event_id":"a","timestamp":"2026-11-20T10:00:00Z","model":"m","success":true,"target":"Build","domain":null,"duration_seconds":1,"exit_code":0}""";
        void Keyed(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "k-1");
        (await world.PostAsync(Log, Body, change: Keyed)).Counts.ShouldBe((1, 0, 0));
        (await world.PostAsync("/v1/events/build", Body, change: Keyed)).ShouldFail(422, ServerDiagnostics.IdempotencyConflict);
        (await world.PostAsync("/v1/events/client-usage", Body, change: Keyed)).ShouldBe(200).Headers["Idempotent-Replay"].ShouldBe("true");
    }

    [TestMethod]
    public async Task AnEventIdHasUpTo128CharactersHoweverManyBytesTheyTake()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        static string Id(string character, int count) => string.Concat(Enumerable.Repeat(character, count));
        foreach (var character in new[] { "a", "é", "😀" })
        {
            (await world.LogAsync($"[{Samples.Event(Id(character, 128))},{Samples.Event(Id(character, 129))}]")).ShouldBe(200).Codes.ShouldBe(["out_of_range"]);
            (await world.PostAsync("/v1/events/build", $$"""[{"event_id":"{{Id(character, 128)}}","target":"Build","domain":"web","duration_seconds":1.5,"exit_code":0},{"event_id":"{{Id(character, 129)}}"}]"""))
                .ShouldBe(200).Codes.ShouldBe(["out_of_range"]);
        }
    }

    [TestMethod]
    public async Task AnEnvelopeWithEventsTwiceIsRefusedAsAWhole()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.LogAsync($$"""{"events":[{{Samples.Event("a")}}],"events":[{{Samples.Event("b")}}]}""")).ShouldFail(400, ServerDiagnostics.BadBody);
        StoreFigures.Of(world).Events.ShouldBe(0);
    }

    [TestMethod]
    public async Task TextThatIsTooLongIsRejected()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var answer = await world.LogAsync($"[{Samples.Event("a", model: new string('m', 1025))},{Samples.Event("b", model: new string('m', 1024))},{Samples.Event(new string('i', 129))},{Samples.Event(new string('i', 128))}]");
        answer.Codes.ShouldBe(["too_large", "out_of_range"]);
        answer.Counts.ShouldBe((2, 0, 2));
    }

    [TestMethod]
    public async Task TheSameEventIsCountedOnceInABatchAndInLaterOnes()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.LogAsync($"[{Samples.Event("a")},{Samples.Event("a")}]")).Counts.ShouldBe((1, 1, 0));
        (await world.LogAsync($"[{Samples.Event("a")},{Samples.Event("b")}]")).Counts.ShouldBe((1, 1, 0));
        StoreFigures.Of(world).ShouldBe(new StoreFigures(2, 2, 2, 0));
    }

    [TestMethod]
    public async Task TheSameIdAtAnotherTimeIsAnotherEventAndFinerThanMicrosecondsIsCutOff()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.LogAsync($"[{Samples.Event("a", "2026-11-20T10:00:00.000001Z")},{Samples.Event("a", "2026-11-20T10:00:00.000002Z")}]")).Counts.ShouldBe((2, 0, 0));
        (await world.LogAsync(Samples.Event("a", "2026-11-20T11:00:00.0000019+01:00"))).Counts.ShouldBe((0, 1, 0));
    }

    [TestMethod]
    public async Task AnIdThatIsAUuidIsTheSameInCapitals()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.LogAsync($"[{Samples.Event("0199b3a0-1c5e-7000-8000-00000000000a")},{Samples.Event("0199B3A0-1C5E-7000-8000-00000000000A")},{Samples.Event("0199b3a01c5e7000800000000000000a")}]"))
            .Counts.ShouldBe((2, 1, 0));
    }

    [TestMethod]
    public async Task WithoutAnIdTheServerMakesOneAndAResendCountsAgain()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        const string Body = """[{"model":"m","success":true},{"model":"m","success":true}]""";
        for (var i = 0; i < 2; i++)
        {
            var answer = await world.LogAsync(Body);
            answer.Counts.ShouldBe((2, 0, 0));
            answer.Json.GetProperty("generated_ids").GetInt32().ShouldBe(2);
        }

        StoreFigures.Of(world).Events.ShouldBe(4);
    }

    [TestMethod]
    public async Task AnIdempotencyKeyGivesTheStoredAnswerAndRefusesAnotherBody()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        const string Body = """[{"model":"m","success":true},{"model":5}]""";
        void Keyed(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "k-1");

        var first = await world.PostAsync(Log, Body, change: Keyed);
        first.Counts.ShouldBe((1, 0, 1));
        first.Headers.ContainsKey("Idempotent-Replay").ShouldBeFalse();

        var second = await world.PostAsync(Log, Body, change: Keyed);
        second.Body.ShouldBe(first.Body);
        second.Headers["Idempotent-Replay"].ShouldBe("true");
        (await world.PostAsync(Log, "[]", change: Keyed)).ShouldFail(422, ServerDiagnostics.IdempotencyConflict);
        StoreFigures.Of(world).ShouldBe(new StoreFigures(1, 1, 1, 0));
    }

    [TestMethod]
    public async Task AnIdempotencyKeyIsForgottenAfterADay()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        void Keyed(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "k-1");
        await world.PostAsync(Log, Samples.Event("a"), change: Keyed);
        clock.Now += TimeSpan.FromHours(25);
        (await world.PostAsync(Log, Samples.Event("b"), change: Keyed)).Counts.ShouldBe((1, 0, 0));
    }

    [TestMethod]
    public async Task ConcurrentSendersOfTheSameEventsInOtherOrdersAreCountedOnce()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var events = JsonDocument.Parse(Samples.Batch(400, more: i => $"\"response_time_ms\":{i}")).RootElement.EnumerateArray().Select(item => item.GetRawText()).ToArray();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(sender =>
        {
            var shuffled = events.ToArray();
            new Random(sender).Shuffle(shuffled);
            return Task.Run(() => world.LogAsync($"[{string.Join(",", shuffled)}]"));
        }));

        answers.Sum(answer => answer.Counts.Accepted).ShouldBe(400);
        answers.Sum(answer => answer.Counts.Duplicates).ShouldBe(15 * 400);
        StoreFigures.Of(world).ShouldBe(new StoreFigures(400, 400, 400, 400));
    }

    [TestMethod]
    public async Task FieldsThatTheSchemaDoesNotNameAreNotStoredAndErrorsAreMasked()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync(Samples.Event("a", more: "\"prompt\":\"my secret text\",\"nested\":{\"model\":\"x\"},\"error\":\"cannot read /home/jane/key.pem with sk-abcdefgh12345678\\nat line 2\"", success: false));
        var payload = StoreFigures.Payloads(world).ShouldHaveSingleItem();
        payload.ShouldNotContain("secret text");
        payload.ShouldNotContain("jane");
        payload.ShouldNotContain("sk-abc");
        payload.ShouldNotContain("line 2");
        JsonDocument.Parse(payload).RootElement.GetProperty("error").GetString().ShouldBe("cannot read <path> with <token>");
    }

    [TestMethod]
    public async Task APayloadIsTheEventAsItsSchemaHasIt()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        const string Sent = """
            {"event_id":"a \"quoted\" \u00e9","timestamp":"2026-11-20T10:00:00.5+02:00","user_id":"u","project_id":"p","prompt_id":"\u00fc","model_provider":"openai","model":"gpt-5",
             "endpoint":"/chat","tokens_requested":10,"tokens_used":20,"cost_usd":0.0125,"response_time_ms":1.5,"success":true,"cache_hit":false,"input_tokens":15,"output_tokens":5,
             "cache_read_tokens":1,"cache_write_tokens":2}
            """;
        (await world.LogAsync(Sent)).Counts.ShouldBe((1, 0, 0));
        var payload = StoreFigures.Payloads(world).ShouldHaveSingleItem();
        ClientUsage.ReadJson(Encoding.UTF8.GetBytes(payload), out var read, out _).ShouldBe(ReadStatus.Event, payload);
        read.ShouldBe(new ClientUsage
        {
            Timestamp = new DateTimeOffset(2026, 11, 20, 8, 0, 0, 500, TimeSpan.Zero),
            TenantId = "default",
            UserId = "u",
            ProjectId = "p",
            PromptId = "ü",
            ModelProvider = "openai",
            Model = "gpt-5",
            Endpoint = "/chat",
            TokensRequested = 10,
            TokensUsed = 20,
            CostUsd = 0.0125m,
            ResponseTimeMs = 1.5,
            Success = true,
            CacheHit = false,
            InputTokens = 15,
            OutputTokens = 5,
            CacheReadTokens = 1,
            CacheWriteTokens = 2,
            EventId = "a \"quoted\" é",
        });
    }

    [TestMethod]
    public async Task ACostIsComputedWhereModelAndTokensAllowAndElseUnpriced()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync($"[{Samples.Event("a", model: "claude-sonnet-4-5", more: "\"input_tokens\":1000000,\"output_tokens\":0")},{Samples.Event("b", model: "claude-sonnet-4-5", more: "\"output_tokens\":5")},{Samples.Event("c", model: "nobody-knows", more: "\"input_tokens\":1,\"output_tokens\":1")}]");
        var summary = (await world.GetAsync("/v1/analytics/usage/overview")).Json.GetProperty("summary");
        summary.GetProperty("total_cost_usd").GetString().ShouldBe("6");
        summary.GetProperty("unpriced_requests").GetInt64().ShouldBe(2);
        StoreFigures.Payloads(world).Count(payload => payload.Contains("\"price_version\":\"", StringComparison.Ordinal)).ShouldBe(1);
    }

    [TestMethod]
    public async Task GzipIsTakenAndABombIsRefused()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var good = ServerWorld.Content(Gzip(Encoding.UTF8.GetBytes(Samples.Batch(100))), "application/json");
        good.Headers.ContentEncoding.Add("gzip");
        (await world.SendAsync(HttpMethod.Post, Log, good)).ShouldBe(200).Counts.ShouldBe((100, 0, 0));

        var bomb = ServerWorld.Content(Gzip(new byte[200 * 1024 * 1024]), "application/json");
        bomb.Headers.ContentEncoding.Add("gzip");
        (await world.SendAsync(HttpMethod.Post, Log, bomb)).ShouldFail(413, ServerDiagnostics.TooLarge);

        var torn = ServerWorld.Content([0x1f, 0x8b, 8, 0, 1, 2, 3], "application/json");
        torn.Headers.ContentEncoding.Add("gzip");
        (await world.SendAsync(HttpMethod.Post, Log, torn)).ShouldFail(400, ServerDiagnostics.BadBody);
    }

    [TestMethod]
    public async Task GzipThatWasCutOffIsRefusedWhereverItWas()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var lines = string.Join('\n', Enumerable.Range(0, 300).Select(number => Samples.Event($"line {number}")));
        var whole = Gzip(Encoding.UTF8.GetBytes(lines));
        foreach (var missing in new[] { 1, 4, 8, 9, 20, 100, whole.Length / 2, whole.Length - 1 }) (await SendAsync(whole[..^missing])).ShouldFail(400, ServerDiagnostics.BadBody);
        (await SendAsync([.. whole, 1, 2, 3])).ShouldFail(400, ServerDiagnostics.BadBody);
        StoreFigures.Of(world).Events.ShouldBe(0);
        (await SendAsync([.. Gzip(Encoding.UTF8.GetBytes(lines[..500])), .. Gzip(Encoding.UTF8.GetBytes(lines[500..]))])).ShouldBe(200).Counts.ShouldBe((300, 0, 0));

        async Task<Answer> SendAsync(byte[] bytes)
        {
            var content = ServerWorld.Content(bytes, "application/x-ndjson");
            content.Headers.ContentEncoding.Add("gzip");
            return await world.SendAsync(HttpMethod.Post, Log, content);
        }
    }

    [TestMethod]
    public async Task TooMuchIsRefusedAndNothingOfItStored()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now), change: settings => settings with { MaxItems = 10, MaxBodyBytes = 4096 });
        (await world.LogAsync(Samples.Batch(11))).ShouldFail(413, ServerDiagnostics.TooLarge);
        (await world.LogAsync(Samples.Event("a", more: $"\"error\":\"{new string('x', 5000)}\""))).ShouldFail(413, ServerDiagnostics.TooLarge);
        (await world.LogAsync(new string('[', 33) + new string(']', 33))).ShouldFail(400, ServerDiagnostics.BadBody);
        StoreFigures.Of(world).Events.ShouldBe(0);
        (await world.LogAsync(Samples.Batch(10))).Counts.ShouldBe((10, 0, 0));
    }

    [TestMethod]
    public async Task OtherMediaTypesAndEncodingsAreRefused()
    {
        await using var world = await ServerWorld.StartAsync();
        (await world.PostAsync(Log, "a=b", type: "application/x-www-form-urlencoded")).ShouldFail(415, ServerDiagnostics.UnsupportedMedia);
        (await world.PostAsync(Log, "[]", type: "text/plain")).ShouldFail(415, ServerDiagnostics.UnsupportedMedia);
        var brotli = ServerWorld.Content([1, 2, 3], "application/json");
        brotli.Headers.ContentEncoding.Add("br");
        (await world.SendAsync(HttpMethod.Post, Log, brotli)).ShouldFail(415, ServerDiagnostics.UnsupportedMedia);
    }

    [TestMethod]
    public async Task OtherStreamsAreCheckedByTheirSchemaAndUnknownOnesRejected()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        const string Error = """{"event_id":"x","timestamp":"2026-11-20T10:00:00Z","target":"Build","domain":"web","duration_seconds":1.5,"exit_code":0}""";
        (await world.PostAsync("/v1/events/build", Error)).ShouldBe(200).Counts.ShouldBe((1, 0, 0));
        (await world.PostAsync("/v1/events/build", Error)).Counts.ShouldBe((0, 1, 0));
        (await world.PostAsync("/v1/events/build", """[{"timestamp":"2026-11-20T10:00:00Z"},{"target":5}]""")).Counts.ShouldBe((0, 0, 2));
        (await world.PostAsync("/v1/events/no-such", "[{},{}]")).Codes.ShouldBe(["unknown_stream", "unknown_stream"]);
        (await world.PostAsync("/v1/events/client-usage", Samples.Event("a"))).Counts.ShouldBe((1, 0, 0));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize)) gzip.Write(bytes);
        return output.ToArray();
    }

    private static string Build(string fields) => $$"""{"event_id":"{{Guid.NewGuid()}}","timestamp":"2026-11-20T10:00:00Z","duration_seconds":1.5,"exit_code":0,{{fields}}}""";
}
