using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class TimelineExportTests
{
    private const string Build = "019a1ffc-6c71-7000-8000-000000000001";

    private static readonly string[] Runs =
    [
        $$"""{"timestamp":"2026-01-01T00:00:01.000Z","target":"Sync","domain":null,"duration_seconds":2.5,"exit_code":3,"succeeded":false,"build_id":"{{Build}}","actor":"human","task":null,"attempt":null}""",
        $$"""{"timestamp":"2026-01-01T00:00:00.000Z","target":"Build","domain":"web","duration_seconds":10,"exit_code":0,"succeeded":true,"build_id":"{{Build}}","actor":"human","task":null,"attempt":null}""",
        """{"timestamp":"2026-01-01T00:00:05.000Z","target":"cut \ud83d","domain":null,"duration_seconds":10,"exit_code":0}""",
    ];

    [TestMethod]
    public void ATraceHasABarForEachRunWithStartAndDurationInMicroseconds()
    {
        var root = Export(ExportFormat.Trace, "build", Runs);
        var bars = root.GetProperty("traceEvents").EnumerateArray().Where(item => item.GetProperty("ph").GetString() == "X").ToList();
        bars.Select(bar => (bar.GetProperty("name").GetString(), bar.GetProperty("ts").GetInt64() - 1_767_225_600_000_000, bar.GetProperty("dur").GetDouble()))
            .ShouldBe([("Sync", 1_000_000, 2_500_000), ("Build", 0, 10_000_000), ("cut \uFFFD", 5_000_000, 10_000_000)]);
        bars[0].GetProperty("args").GetProperty("exit_code").GetInt32().ShouldBe(3);
        bars.Select(bar => bar.TryGetProperty("cname", out _)).ShouldBe([true, false, false]);
    }

    [TestMethod]
    public void WhatStandsInsideSharesALaneAndWhatOverlapsDoesNot()
    {
        var lanes = Export(ExportFormat.Trace, "build", Runs).GetProperty("traceEvents").EnumerateArray().Skip(1).Select(bar => bar.GetProperty("tid").GetInt32());
        lanes.ShouldBe([1, 1, 2]);
    }

    [TestMethod]
    public void LanesHoldNoOverlapWhateverTheOrder()
    {
        var random = new Random(7);
        var lanes = new TraceLanes();
        var placed = Enumerable.Range(0, 500).Select(_ => (Start: (long)random.Next(1000), Length: random.Next(1, 20)))
            .Select(span => (Lane: lanes.Place(span.Start, span.Start + span.Length), span.Start, End: span.Start + span.Length)).ToList();
        var crossing = from a in placed from b in placed where a.Lane == b.Lane && a.Start < b.Start && b.Start < a.End && a.End < b.End select (a, b);
        crossing.ShouldBeEmpty();
        placed.Max(span => span.Lane).ShouldBeLessThan(60);
    }

    [TestMethod]
    public void EventsWithoutADurationAreMarks()
    {
        var mark = Export(ExportFormat.Trace, "agent-errors", """{"timestamp":"2026-01-01T00:00:00Z","attempt_id":"a","task_id":null,"task_title":null,"executor":null,"model":null,"data":{}}""")
            .GetProperty("traceEvents").EnumerateArray().Last();
        (mark.GetProperty("ph").GetString(), mark.GetProperty("s").GetString(), mark.TryGetProperty("dur", out _)).ShouldBe(("i", "t", false));
    }

    [TestMethod]
    public void OtlpHasASpanForEachRunAndATraceForEachSession()
    {
        var spans = Items(Export(ExportFormat.Otlp, "build", Runs), "resourceSpans", "scopeSpans", "spans");
        spans.Select(span => span.GetProperty("name").GetString()).ShouldBe(["Sync", "Build", "cut \uFFFD"]);
        spans.Select(span => span.GetProperty("traceId").GetString()).Take(2).Distinct().ShouldBe([Build.Replace("-", "", StringComparison.Ordinal)]);
        spans.Select(span => span.GetProperty("spanId").GetString()!.Length).Distinct().ShouldBe([16]);
        spans.Select(span => span.GetProperty("spanId").GetString()).Distinct().Count().ShouldBe(3);
        spans[0].GetProperty("startTimeUnixNano").GetString().ShouldBe("1767225601000000000");
        spans[0].GetProperty("endTimeUnixNano").GetString().ShouldBe("1767225603500000000");
        spans.Select(span => span.GetProperty("status").GetProperty("code").GetInt32()).ShouldBe([2, 1, 1]);
        Attributes(spans[0]).ShouldBe(["target={\"stringValue\":\"Sync\"}", "duration_seconds={\"doubleValue\":2.5}", "exit_code={\"intValue\":\"3\"}", "succeeded={\"boolValue\":false}"], ignoreOrder: true);
    }

    [TestMethod]
    public void OtlpAttributesHaveTheNamesOfTheSchema()
    {
        var span = Items(Export(ExportFormat.Otlp, "prompt-runs", """{"ts":"2026-01-01T00:00:00Z","prompt_id":"p","version":null,"user":null,"role":null,"model":"m","channel":"cli","input_hash":null,"output_hash":null,"success":false,"latency_ms":5,"error":"timeout"}"""), "resourceSpans", "scopeSpans", "spans")[0];
        span.GetProperty("attributes").EnumerateArray().Select(item => item.GetProperty("key").GetString()).ShouldContain("gen_ai.request.model");
        span.GetProperty("status").GetProperty("message").GetString().ShouldBe("timeout");
    }

    [TestMethod]
    public void OtlpOfAStreamWithoutDurationsIsLogRecords()
    {
        var root = Export(ExportFormat.Otlp, "client-usage-none", """{"timestamp":"1960-01-01T00:00:00Z","kind":"a"}""", """{"timestamp":"2026-01-01T00:00:00Z","kind":"b","why":"timeout"}""");
        var records = Items(root, "resourceLogs", "scopeLogs", "logRecords");
        records.Select(record => (record.GetProperty("timeUnixNano").GetString(), record.GetProperty("body").GetProperty("stringValue").GetString()))
            .ShouldBe([("0", "a"), ("1767225600000000000", "b")]);
        records.Select(record => record.GetProperty("severityText").GetString()).ShouldBe(["INFO", "ERROR"]);
        root.GetProperty("resourceLogs")[0].GetProperty("resource").GetProperty("attributes")[0].GetProperty("value").GetProperty("stringValue").GetString().ShouldBe("marks");
    }

    [TestMethod]
    public void ADurationBeyondAllNumbersIsAsLongAsOneCanBe()
    {
        var line = Runs[1].Replace(":10,", ":1e300,", StringComparison.Ordinal);
        Items(Export(ExportFormat.Otlp, "build", line), "resourceSpans", "scopeSpans", "spans")[0].GetProperty("endTimeUnixNano").GetString().ShouldBe("10990597636854775807");
    }

    [TestMethod]
    public void EventsWithoutATimeHaveNoTimeline()
    {
        const string Schema = """{ "schema": "still", "version": "1-0-0", "namespace": "T", "events": { "e": { "fields": { "a": "string" } } } }""";
        using var folder = new TempFolder();
        var source = StreamSource.FromFiles(Schemas.Parse(Schema), folder.Write("still.jsonl", "{\"a\":\"x\"}\n"));
        Should.Throw<AnalyticsException>(() => Exporter.Export(source, new ExportQuery(ExportFormat.Trace), Stream.Null)).Id.ShouldBe("TEL2108");
    }

    private static JsonElement[] Items(JsonElement root, string resources, string scopes, string items) =>
        [.. root.GetProperty(resources)[0].GetProperty(scopes)[0].GetProperty(items).EnumerateArray()];

    private static string[] Attributes(JsonElement span) =>
        [.. span.GetProperty("attributes").EnumerateArray().Select(item => $"{item.GetProperty("key").GetString()}={item.GetProperty("value").GetRawText()}").Where(text => !text.StartsWith("timestamp", StringComparison.Ordinal) && !text.StartsWith("actor", StringComparison.Ordinal) && !text.StartsWith("build_id", StringComparison.Ordinal))];

    private static JsonElement Export(ExportFormat format, string stream, params string[] lines)
    {
        const string Marks = """
            { "schema": "marks", "version": "1-0-0", "namespace": "T", "events": { "mark": { "fields": {
              "timestamp": { "type": "timestamp", "role": "time" }, "kind": { "type": "string", "role": "dimension" }, "why": { "type": "string", "optional": true, "role": "error" } } } } }
            """;
        using var folder = new TempFolder();
        var schema = ProductSchemas.Find(stream) is null ? Schemas.Parse(Marks) : Schemas.Product(stream);
        using var output = new MemoryStream();
        Exporter.Export(StreamSource.FromFiles(schema, folder.Write("e.jsonl", string.Join('\n', lines) + "\n")), new ExportQuery(format), output).Events.ShouldBe(lines.Length);
        return JsonDocument.Parse(Encoding.UTF8.GetString(output.ToArray())).RootElement;
    }
}
