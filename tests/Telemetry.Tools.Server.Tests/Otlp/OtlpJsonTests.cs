using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class OtlpJsonTests
{
    private static readonly string Start = Telemetry.Nanos().ToString(CultureInfo.InvariantCulture);
    private static readonly string End = Telemetry.Nanos(1.5).ToString(CultureInfo.InvariantCulture);

    [TestMethod]
    [DataRow(true, DisplayName = "64-bit numbers as texts")]
    [DataRow(false, DisplayName = "64-bit numbers as numbers")]
    public async Task SpansInJsonAreTheSameAsInProtobuf(bool asText)
    {
        await using var json = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await using var proto = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var q = asText ? "\"" : "";
        var body = $$$$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"scope":{"name":"my.scope"},"spans":[
              {"traceId":"{{{{Telemetry.Trace.ToUpperInvariant()}}}}","spanId":"00f067aa0ba902b7","name":"chat gpt-5","kind":3,"startTimeUnixNano":{{{{q}}}}{{{{Start}}}}{{{{q}}}},"endTimeUnixNano":{{{{q}}}}{{{{End}}}}{{{{q}}}},"unknown":{"a":[1]},
               "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-5"}},
                 {"key":"gen_ai.usage.input_tokens","value":{"intValue":{{{{q}}}}1000{{{{q}}}}}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":{{{{q}}}}200{{{{q}}}}}}],"status":{}},
              {"traceId":"{{{{Telemetry.Trace}}}}","spanId":"00f067aa0ba902b8","name":"tool","kind":3,"startTimeUnixNano":{{{{q}}}}{{{{Start}}}}{{{{q}}}},"endTimeUnixNano":{{{{q}}}}{{{{End}}}}{{{{q}}}},"parentSpanId":"",
               "attributes":[{"key":"gen_ai.response.finish_reasons","value":{"arrayValue":{"values":[{"stringValue":"stop"},{"intValue":"3"},{"doubleValue":0.5},{"boolValue":true}]}}}]}]}]}],"more":1}
            """;
        var answer = (await json.PostAsync("/v1/traces", body)).ShouldBe(200);
        (answer.Body, answer.Headers["Content-Type"]).ShouldBe(("{}", "application/json"));
        (await proto.SendAsync("/v1/traces", Telemetry.Traces(
            Telemetry.Chat("00f067aa0ba902b7"), Telemetry.Span("00f067aa0ba902b8", "tool", ("gen_ai.response.finish_reasons", new object[] { "stop", 3, 0.5, true }))))).ShouldBe(200);
        StoreFigures.Payloads(json).ShouldBe(StoreFigures.Payloads(proto));
        StoreFigures.Of(json).ShouldBe(new StoreFigures(2, 1, 1, 1));
    }

    [TestMethod]
    public async Task LogsInJsonAreTheSameAsInProtobuf()
    {
        await using var json = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await using var proto = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var body = $$$$"""
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"claude-code"}},{"key":"project","value":{"stringValue":"shop"}}]},
              "scopeLogs":[{"scope":{"name":"com.anthropic.claude_code.events"},"logRecords":[{"timeUnixNano":"{{{{Telemetry.Nanos(1)}}}}","severityNumber":9,"body":{"stringValue":"claude_code.api_request"},
              "attributes":[{"key":"event.name","value":{"stringValue":"api_request"}},{"key":"event.sequence","value":{"intValue":1}},{"key":"session.id","value":{"stringValue":"s1"}},
                {"key":"user.id","value":{"stringValue":"device-hash"}},{"key":"model","value":{"stringValue":"claude-sonnet-4-5"}},{"key":"input_tokens","value":{"intValue":10}},{"key":"output_tokens","value":{"intValue":20}},
                {"key":"cache_read_tokens","value":{"intValue":300}},{"key":"cache_creation_tokens","value":{"intValue":40}},{"key":"cost_usd","value":{"doubleValue":0.0125}},{"key":"duration_ms","value":{"intValue":2500}},
                {"key":"request_id","value":{"stringValue":"req_1"}}]}]}]}]}
            """;
        (await json.PostAsync("/v1/logs", body)).ShouldBe(200).Body.ShouldBe("{}");
        (await proto.SendAsync("/v1/logs", Telemetry.Logs(Telemetry.ApiRequest(1)))).ShouldBe(200);
        StoreFigures.Payloads(json).ShouldBe(StoreFigures.Payloads(proto));
    }

    [TestMethod]
    public async Task MetricsInJsonAreTakenInEveryKind()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var body = $$$$"""
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
              {"name":"g","gauge":{"dataPoints":[{"timeUnixNano":"{{{{Start}}}}","asInt":"-7"},{"timeUnixNano":"{{{{End}}}}","asDouble":"NaN"}]}},
              {"name":"s","unit":"USD","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"{{{{Start}}}}","timeUnixNano":"{{{{End}}}}","asDouble":1.5,"attributes":[{"key":"type","value":{"stringValue":"input"}}]}]}},
              {"name":"h","histogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"{{{{Start}}}}","count":"3","sum":7.5,"min":1,"max":4,"bucketCounts":["1",2],"explicitBounds":[2.5]}]}},
              {"name":"e","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"{{{{Start}}}}","count":"3","scale":-3,"zeroCount":"1","positive":{"offset":-2,"bucketCounts":["1","2"]}}]}},
              {"name":"q","summary":{"dataPoints":[{"timeUnixNano":"{{{{Start}}}}","count":"2","sum":9,"quantileValues":[{"quantile":0.5,"value":4.5}]}]}}]}]}]}
            """;
        (await world.PostAsync("/v1/metrics", body)).ShouldBe(200).Body.ShouldBe("{}");
        var points = world.Stored("otel-metrics").GroupBy(point => point.Text("metric")!).ToDictionary(group => group.Key, group => group.ToList());
        points["g"][0].GetProperty("value").GetDouble().ShouldBe(-7);
        points["g"][1].Text("value").ShouldBe("NaN");
        points["s"][0].GetProperty("attributes").GetRawText().ShouldBe("""{"type":"input"}""");
        points["h"][0].GetProperty("distribution").GetRawText().ShouldBe("""{"bounds":[2.5],"counts":[1,2]}""");
        points["e"][0].GetProperty("distribution").GetRawText().ShouldBe("""{"scale":-3,"zero_count":1,"positive":{"offset":-2,"counts":[1,2]}}""");
        points["q"][0].GetProperty("distribution").GetRawText().ShouldBe("""{"quantiles":[{"quantile":0.5,"value":4.5}]}""");
    }

    [TestMethod]
    public async Task WhatIsLeftOutIsToldInJsonToo()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var body = $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"CvdlGRbNQ92ESOshHIAxnA==","spanId":"APBnqgupArc=","startTimeUnixNano":"{{Start}}","endTimeUnixNano":"{{End}}"}]}]}]}""";
        var partial = (await world.PostAsync("/v1/traces", body)).ShouldBe(200).Json.GetProperty("partialSuccess");
        partial.Text("rejectedSpans").ShouldBe("1");
        partial.Text("errorMessage")!.ShouldContain("hex");
    }

    [TestMethod]
    [DataRow("attribute", "3")]
    [DataRow("name", "3")]
    [DataRow("scope", "2")]
    [DataRow("resource", "2")]
    public async Task HalfOfASurrogatePairCostsItsRecordsAndNoOthers(string place, string kept)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        foreach (var (signal, group, scope, items, rejected) in ((string, string, string, string, string)[])[
            ("traces", "resourceSpans", "scopeSpans", "spans", "rejectedSpans"), ("logs", "resourceLogs", "scopeLogs", "logRecords", "rejectedLogRecords"), ("metrics", "resourceMetrics", "scopeMetrics", "metrics", "rejectedDataPoints")])
        {
            string Bad(string where) => where == place ? "\\ud83d" : "x";
            string Good(int number) => Item(signal, number, "x", "x");
            string Group(string resource, string name, params string[] records) =>
                $$$"""{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{{resource}}}"}}]},"{{{scope}}}":[{"scope":{"name":"{{{name}}}"},"{{{items}}}":[{{{string.Join(',', records)}}}]}]}""";
            var body = $$"""{"{{group}}":[{{Group(Bad("resource"), Bad("scope"), Good(1), Item(signal, 2, Bad("name"), Bad("attribute")))}},{{Group("y", "y", Good(3), Good(4))}}]}""";
            var partial = (await world.PostAsync("/v1/" + signal, body)).ShouldBe(200).Json.GetProperty("partialSuccess");
            partial.Text(rejected).ShouldBe(kept == "3" ? "1" : "2", signal);
            partial.Text("errorMessage")!.ShouldContain("invalid_text");
            world.Stored(signal == "traces" ? "otel-spans" : "otel-" + signal).Count.ShouldBe(kept == "3" ? 3 : 2, signal);
        }
    }

    private static string Item(string signal, int number, string name, string attribute)
    {
        var attributes = $$$""" "attributes":[{"key":"event.name","value":{"stringValue":"{{{attribute}}}"}}]""";
        return signal switch
        {
            "traces" => $$$"""{"traceId":"{{{Telemetry.Trace}}}","spanId":"00f067aa0ba902b{{{number}}}","name":"{{{name}}}","startTimeUnixNano":"{{{Start}}}","endTimeUnixNano":"{{{End}}}",{{{attributes}}}}""",
            "logs" => $$$"""{"timeUnixNano":"{{{Start}}}","severityNumber":{{{number}}},"severityText":"{{{name}}}",{{{attributes}}}}""",
            _ => $$$"""{"name":"{{{name}}}","gauge":{"dataPoints":[{"startTimeUnixNano":"{{{number}}}","timeUnixNano":"{{{Start}}}","asInt":"1",{{{attributes}}}}]}}""",
        };
    }

    [TestMethod]
    [DataRow("[]")]
    [DataRow("{")]
    [DataRow("null")]
    [DataRow("""{"resourceSpans":{}}""")]
    [DataRow("""{"resourceSpans":[1]}""")]
    [DataRow("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":5}]}]}]}""")]
    [DataRow("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"1.5"}]}]}]}""")]
    [DataRow("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":{}}]}]}]}""")]
    public async Task WhatIsNoExportRequestIsRefusedWithAStatus(string body)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var answer = (await world.PostAsync("/v1/traces", body)).ShouldBe(400);
        answer.Headers["Content-Type"].ShouldBe("application/json");
        answer.Json.GetProperty("code").GetInt32().ShouldBe(3);
        answer.Json.Text("message")!.ShouldStartWith(ServerDiagnostics.BadBody);
    }

    [TestMethod]
    public void JsonThatWasChangedAnywhereIsReadOrRefused()
    {
        var reader = new OtlpJsonReader(new OtlpAllowList(["*"]), 1000);
        var whole = Encoding.UTF8.GetBytes($$$$$"""{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s\u00e9"}}]},"scopeSpans":[{"scope":{"name":"n"},"spans":[{"traceId":"{{{{{Telemetry.Trace}}}}}","spanId":"00f067aa0ba902b7","kind":3,"startTimeUnixNano":"{{{{{Start}}}}}","attributes":[{"key":"k","value":{"arrayValue":{"values":[{"intValue":"3"},{"kvlistValue":{"values":[{"key":"a","value":{"doubleValue":1}}]}}]}}}]}]}]}]}""");
        reader.ReadSpans(whole).Count.ShouldBe(1);
        var random = new Random(9);
        for (var i = 0; i < 30_000; i++)
        {
            var changed = whole.ToArray();
            for (var n = random.Next(1, 3); n > 0; n--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                reader.ReadSpans(changed);
            }
            catch (BodyException error)
            {
                error.Status.ShouldBe(400);
            }
        }
    }
}
