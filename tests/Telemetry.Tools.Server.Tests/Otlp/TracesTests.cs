using System.IO.Compression;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class TracesTests
{
    private const string Path = "/v1/traces";

    [TestMethod]
    public async Task ARequestToAModelIsCountedInEveryFigure()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var chat = Telemetry.Chat("00f067aa0ba902b7", ("gen_ai.usage.cache_read.input_tokens", 400), ("gen_ai.response.model", "gpt-5-2025-08-07"), ("gen_ai.conversation.id", "c1"), ("project", "shop"));
        var answer = (await world.SendAsync(Path, Telemetry.Traces(chat))).ShouldBe(200);
        (answer.Body, answer.Headers["Content-Type"]).ShouldBe(("", "application/x-protobuf"));

        var usage = world.Stored("llm-usage").Single();
        usage.Text("model").ShouldBe("gpt-5-2025-08-07");
        (usage.Text("source"), usage.Text("provider"), usage.Text("session_id"), usage.Text("project")).ShouldBe(("otel", "openai", "c1", "shop"));
        (usage.Long("input_tokens"), usage.Long("cache_read_tokens"), usage.Long("output_tokens")).ShouldBe((600, 400, 200));
        usage.GetProperty("response_time_ms").GetDouble().ShouldBe(1500);
        usage.Text("timestamp").ShouldBe("2026-11-21T11:00:01.500Z");
        usage.Text("price_version").ShouldNotBeNullOrEmpty();
        var cost = usage.GetProperty("cost_usd").GetDecimal();
        cost.ShouldBeGreaterThan(0);

        var overview = (await world.GetAsync("/v1/analytics/usage/overview?dimension=project_id")).ShouldBe(200).Json;
        var summary = overview.GetProperty("summary");
        summary.Long("total_requests").ShouldBe(1);
        summary.Long("total_tokens_used").ShouldBe(1200);
        decimal.Parse(summary.Text("total_cost_usd")!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(cost);
        summary.GetProperty("p50_response_time_ms").GetDouble().ShouldBe(1500, 25);
        overview.GetProperty("groups")[0].Text("key").ShouldBe("shop");
        (await world.GetAsync("/v1/analytics/usage/overview?model_provider=openai&model=gpt-5-2025-08-07")).Json.GetProperty("summary").Long("total_requests").ShouldBe(1);
    }

    [TestMethod]
    [DataRow("chat", true)]
    [DataRow("text_completion", true)]
    [DataRow("generate_content", true)]
    [DataRow("embeddings", true)]
    [DataRow("invoke_agent", false)]
    [DataRow("create_agent", false)]
    [DataRow("execute_tool", false)]
    [DataRow("invoke_workflow", false)]
    public async Task OnlyRequestsToModelsAreUsage(string operation, bool isUsage)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var span = Telemetry.Span("00f067aa0ba902b7", "x", ("gen_ai.operation.name", operation), ("gen_ai.request.model", "gpt-5"), ("gen_ai.usage.input_tokens", 10), ("gen_ai.usage.output_tokens", 5));
        (await world.SendAsync(Path, Telemetry.Traces(span))).ShouldBe(200);
        (world.Stored("llm-usage").Count, world.Stored("otel-spans").Count).ShouldBe(isUsage ? (1, 0) : (0, 1));
        StoreFigures.Of(world).Hourly.ShouldBe(isUsage ? 1 : 0);
    }

    [TestMethod]
    public async Task ASpanOfClaudeCodeIsNoUsageSinceItsLogTellsOfTheRequest()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.SendAsync(Path, Telemetry.Request([("service.name", "claude-code")], "com.anthropic.claude_code.tracing", Telemetry.Chat("00f067aa0ba902b7")))).ShouldBe(200);
        (world.Stored("llm-usage").Count, world.Stored("otel-spans").Count).ShouldBe((0, 1));
    }

    [TestMethod]
    public async Task AnySpanIsKeptAsItIs()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var failed = Wire.Message(Telemetry.Span("00f067aa0ba902b7", "GET /cart", ("http.request.method", "GET"), ("http.response.status_code", 500)), Wire.Hex(4, "00f067aa0ba902b0"), Wire.Bytes(15, Wire.Text(2, "no such file: /home/jane/x"), Wire.Number(3, 2)));
        (await world.SendAsync(Path, Telemetry.Traces(failed))).ShouldBe(200);
        var span = world.Stored("otel-spans").Single();
        (span.Text("trace_id"), span.Text("span_id"), span.Text("parent_span_id")).ShouldBe((Telemetry.Trace, "00f067aa0ba902b7", "00f067aa0ba902b0"));
        (span.Text("name"), span.Text("kind"), span.Text("status"), span.Text("service"), span.Text("scope")).ShouldBe(("GET /cart", "client", "error", "shop", "my.scope"));
        span.Text("error")!.ShouldNotContain("jane");
        span.GetProperty("duration_ms").GetDouble().ShouldBe(1500);
        span.GetProperty("attributes").GetRawText().ShouldBe("""{"http.request.method":"GET","http.response.status_code":500}""");
    }

    [TestMethod]
    public async Task AFailedRequestIsAFailureWithItsError()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var span = Telemetry.Span("00f067aa0ba902b7", "chat", ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-5"), ("error.type", "timeout"));
        (await world.SendAsync(Path, Telemetry.Traces(Wire.Message(span, Wire.Bytes(15, Wire.Number(3, 2)))))).ShouldBe(200);
        var summary = (await world.GetAsync("/v1/analytics/usage/overview")).Json.GetProperty("summary");
        summary.GetProperty("success_rate").GetDouble().ShouldBe(0);
        summary.Long("unpriced_requests").ShouldBe(1);
        world.Stored("llm-usage").Single().Text("error").ShouldBe("timeout");
    }

    [TestMethod]
    public async Task TheSameBatchAgainIsCountedOnce()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var body = Telemetry.Traces(Telemetry.Chat("00f067aa0ba902b7"), Telemetry.Chat("00f067aa0ba902b8"), Telemetry.Span("00f067aa0ba902b9", "tool"), Telemetry.Chat("00f067aa0ba902b7"));
        for (var i = 0; i < 3; i++) (await world.SendAsync(Path, body)).ShouldBe(200).Body.ShouldBe("");
        StoreFigures.Of(world).ShouldBe(new StoreFigures(3, 2, 2, 2));
    }

    [TestMethod]
    public async Task WhatIsLeftOutIsCountedAndTheRestIsTaken()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var old = Wire.Message(Telemetry.Span("00f067aa0ba902b1", "old"), Wire.Fixed64(7, 1_000_000_000), Wire.Fixed64(8, 1_000_000_001));
        var nameless = Wire.Message(Wire.Hex(1, "00000000000000000000000000000000"), Wire.Hex(2, "00f067aa0ba902b2"));
        var negative = Telemetry.Chat("00f067aa0ba902b3", ("gen_ai.usage.input_tokens", -5));
        var zero = Telemetry.Span("00f067aa0ba902b5", "a\0b");
        var answer = (await world.SendAsync(Path, Telemetry.Traces(old, nameless, Telemetry.Chat("00f067aa0ba902b4"), negative, zero))).ShouldBe(200);
        var reader = new ProtoReader(answer.Bytes);
        reader.Next().ShouldBeTrue();
        var partial = reader.Message();
        partial.Next().ShouldBeTrue();
        (partial.Field, partial.Varint()).ShouldBe((1, 4UL));
        partial.Next().ShouldBeTrue();
        partial.Field.ShouldBe(2);
        var message = partial.Text();
        foreach (var code in (string[])["too_old", "missing_field", "out_of_range", "invalid_text"]) message.ShouldContain(code);
        StoreFigures.Of(world).Events.ShouldBe(1);
    }

    [TestMethod]
    public async Task ASpanWithoutTimesIsLeftOutSinceItWouldCountAgainAndOneTimeIsEnough()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        static byte[] At(byte[] span, ulong start, ulong end) => Wire.Message(span, Wire.Fixed64(7, start), Wire.Fixed64(8, end));
        var body = Telemetry.Traces(
            At(Telemetry.Chat("00f067aa0ba902b1"), 0, 0), At(Telemetry.Span("00f067aa0ba902b2", "x"), 0, 0), At(Telemetry.Chat("00f067aa0ba902b3"), 0, Telemetry.Nanos()), At(Telemetry.Span("00f067aa0ba902b4", "x"), Telemetry.Nanos(), 0));
        for (var i = 0; i < 2; i++)
        {
            var reader = new ProtoReader((await world.SendAsync(Path, body)).ShouldBe(200).Bytes);
            reader.Next().ShouldBeTrue();
            var partial = reader.Message();
            partial.Next().ShouldBeTrue();
            partial.Varint().ShouldBe(2UL);
            partial.Next().ShouldBeTrue();
            partial.Text().ShouldContain("missing_field");
            clock.Now += TimeSpan.FromMinutes(1);
        }

        StoreFigures.Of(world).Events.ShouldBe(2);
    }

    [TestMethod]
    [DataRow("/v1/traces", 10_000)]
    [DataRow("/v1/traces", 7)]
    [DataRow("/v1/metrics", 10_000)]
    public async Task ALargeExportIsTakenAsAWholeAndAnsweredOnce(string path, int maxItems)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now), change: settings => settings with { MaxItems = maxItems });
        var count = maxItems * 5 / 2;
        byte[] body = path == Path
            ? Telemetry.Traces([.. Enumerable.Range(1, count).Select(i => i % 2 == 0 ? Telemetry.Chat(i.ToString("x16")) : Telemetry.Span(i.ToString("x16"), "x")), .. Enumerable.Repeat(Wire.Text(5, "no ids"), 9)])
            : Telemetry.Metrics([.. Enumerable.Range(1, count).Select(i => MetricsTests.Sum("m", 1, i, i / 100.0)), .. Enumerable.Repeat(MetricsTests.Sum("", 1, 1), 9)]);
        for (var time = 0; time < 2; time++)
        {
            var reader = new ProtoReader((await world.SendAsync(path, body)).ShouldBe(200).Bytes);
            reader.Next().ShouldBeTrue();
            var partial = reader.Message();
            partial.Next().ShouldBeTrue();
            partial.Varint().ShouldBe(9UL);
            reader.Next().ShouldBeFalse();
            StoreFigures.Of(world).Events.ShouldBe(count);
        }

        StoreFigures.Of(world).Hourly.ShouldBe(path == Path ? count / 2 : 0);
    }

    [TestMethod]
    // Each span: its operation ('-' for none), and '+' where it knows tokens; each lies in the one before. What is counted.
    [DataRow("chat+ chat+", "1")]
    [DataRow("chat+ - - chat+", "3")]
    [DataRow("chat+ generate_content+", "1")]
    [DataRow("chat+ chat+ chat+", "2")]
    [DataRow("chat+ chat", "0")]
    [DataRow("chat chat+", "1")]
    [DataRow("chat chat", "1")]
    [DataRow("chat+ chat chat+ chat", "2")]
    [DataRow("embeddings+ embeddings+", "1")]
    [DataRow("chat+ embeddings+", "0 1")]
    [DataRow("chat+ execute_tool+ chat+", "0 2")]
    [DataRow("invoke_agent+ chat+", "1")]
    public async Task OfRequestsWithinEachOtherTheInnermostThatKnowsTokensIsCounted(string spans, string counted)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var nested = spans.Split(' ').Select((text, i) => Wire.Message(Call(i, text), i == 0 ? [] : Wire.Hex(4, Id(i - 1)))).ToArray();
        // A sibling, and a parent in another trace, are requests of their own.
        var others = new[] { Call(100, "chat+"), Wire.Message(Call(101, "chat+"), Wire.Hex(1, "1af7651916cd43dd8448eb211c80319c"), Wire.Hex(4, Id(0))) };
        // A span ends, and is exported, before the one around it.
        foreach (var body in (byte[][][])[[.. nested.Reverse(), .. others], [.. others, .. nested]]) (await world.SendAsync(Path, Telemetry.Traces(body))).ShouldBe(200).Body.ShouldBe("");
        world.Stored("llm-usage").Select(usage => usage.Text("dedup_key")!.Split(':')[^1]).Order(StringComparer.Ordinal).ShouldBe([.. counted.Split(' ').Select(i => Id(int.Parse(i, System.Globalization.CultureInfo.InvariantCulture))), Id(100), Id(101)]);
        world.Stored("otel-spans").Count.ShouldBe(nested.Length - counted.Split(' ').Length);

        static string Id(int number) => (number + 1).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

        static byte[] Call(int number, string text)
        {
            (string, object)[] operation = text[0] == '-' ? [] : [("gen_ai.operation.name", text.TrimEnd('+')), ("gen_ai.request.model", "gpt-5")];
            return Telemetry.Span(Id(number), text, [.. operation, .. text.EndsWith('+') ? [("gen_ai.usage.input_tokens", 10), ("gen_ai.usage.output_tokens", 5)] : Array.Empty<(string, object)>()]);
        }
    }

    [TestMethod]
    public async Task WhoSomebodyIsAndWhatWasAskedIsNotKept()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (string, object)[] secrets = [("user.email", "jane@example.com"), ("user.account_uuid", "acc-1"), ("gen_ai.input.messages", "SECRET prompt"), ("gen_ai.prompt.0.content", "SECRET"), ("session.id", "jane@example.com"), ("prompt", "SECRET")];
        (await world.SendAsync(Path, Telemetry.Traces(Telemetry.Chat("00f067aa0ba902b7", secrets), Telemetry.Span("00f067aa0ba902b8", "tool", secrets)))).ShouldBe(200);
        var stored = string.Join("\n", StoreFigures.Payloads(world));
        foreach (var secret in (string[])["jane", "acc-1", "SECRET"]) stored.ShouldNotContain(secret);
        StoreFigures.Of(world).Events.ShouldBe(2);
    }

    [TestMethod]
    public async Task WhatTheSettingsNameIsKept()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now), change: settings => settings with { OtlpAttributes = ["user.email", "gen_ai.*"] });
        (await world.SendAsync(Path, Telemetry.Traces(
            Telemetry.Chat("00f067aa0ba902b7", ("user.email", "jane@example.com")),
            Telemetry.Span("00f067aa0ba902b8", "tool", ("gen_ai.input.messages", "the prompt"), ("other", "no"))))).ShouldBe(200);
        world.Stored("llm-usage").Single().Text("user_id").ShouldBe("jane@example.com");
        world.Stored("otel-spans").Single().GetProperty("attributes").GetRawText().ShouldBe("""{"gen_ai.input.messages":"the prompt"}""");
        (await world.GetAsync("/v1/analytics/usage/overview?user_id=jane@example.com")).Json.GetProperty("summary").Long("total_requests").ShouldBe(1);
    }

    [TestMethod]
    public async Task ABodyMayBeGzip()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(Telemetry.Traces(Telemetry.Chat("00f067aa0ba902b7")));
        (await world.SendAsync(Path, packed.ToArray(), change: request => request.Content!.Headers.ContentEncoding.Add("gzip"))).ShouldBe(200);
        StoreFigures.Of(world).Events.ShouldBe(1);
    }

    [TestMethod]
    public async Task ATenantSeesItsOwnUsageOnly()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var (a, b) = (world.CreateKey(ServerRole.Admin, "a", "a"), world.CreateKey(ServerRole.Admin, "b", "b"));
        (await world.SendAsync(Path, Telemetry.Traces(Telemetry.Chat("00f067aa0ba902b7"), Telemetry.Span("00f067aa0ba902b9", "tool")), a)).ShouldBe(200);
        (await world.SendAsync(Path, Telemetry.Traces(Telemetry.Chat("00f067aa0ba902b7"), Telemetry.Chat("00f067aa0ba902b8")), b)).ShouldBe(200);
        async Task<long> Requests(string key) => (await world.GetAsync("/v1/analytics/usage/overview", key)).Json.GetProperty("summary").Long("total_requests");
        (await Requests(a), await Requests(b)).ShouldBe((1, 2));
        (world.Stored("otel-spans", "a").Count, world.Stored("otel-spans", "b").Count).ShouldBe((1, 0));
    }
}
