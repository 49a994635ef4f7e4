using System.Text.Json;

namespace Telemetry.Tools.Schema.Tests;

[TestClass]
public sealed class ProductSchemasTests
{
    public static IEnumerable<object[]> Files => RepositoryFiles.Schemas().Select(path => new object[] { Path.GetFileName(path) });

    [TestMethod]
    public void EveryStreamOfTheProductIsThere() => Files.Select(file => (string)file[0]).Order(StringComparer.Ordinal).ShouldBe(
    [
        "agent-alerts.telemetry.json", "agent-errors.telemetry.json", "agent-metrics.telemetry.json", "agent-work-stream.telemetry.json",
        "build-profile.telemetry.json", "build.telemetry.json", "client-usage.telemetry.json", "llm-usage.telemetry.json",
        "prompt-runs.telemetry.json", "task-usage.telemetry.json",
    ]);

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void EachIsWithoutFaultAndDescribed(string file)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf("src", "Telemetry.Tools", "Schemas", file));
        var result = SchemaParser.Parse(text, file);
        result.Diagnostics.ShouldBeEmpty();
        var document = result.Document.ShouldNotBeNull();
        document.Stream.ShouldBe(file.Replace(".telemetry.json", ""));
        document.Reports.ShouldNotBeEmpty();
        document.Events.ShouldAllBe(item => item.Description != null);
        foreach (var path in SchemaFields.Of(document)) path.Field.Description.ShouldNotBeNull(path.Path);
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void EachNamesTheEditorsSchemaWhereItIs(string file)
    {
        var folder = RepositoryFiles.PathOf("src", "Telemetry.Tools", "Schemas");
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file)), options);
        var named = Path.Combine(folder, json.RootElement.GetProperty("$schema").GetString()!);
        File.ReadAllText(named).ShouldBe(EditorSchema.Text);
    }

    [TestMethod]
    [DataRow("build", "timestamp target domain duration_seconds exit_code succeeded build_id actor task attempt")]
    [DataRow("prompt-runs", "ts prompt_id version user role model channel input_hash output_hash success latency_ms error")]
    [DataRow("task-usage", "timestamp model prompt_tokens completion_tokens task_success task_type duration_ms notes")]
    [DataRow("client-usage", "timestamp tenant_id user_id project_id prompt_id model_provider model endpoint tokens_requested tokens_used cost_usd response_time_ms success cache_hit error "
        + "input_tokens output_tokens cache_read_tokens cache_write_tokens price_version event_id")]
    public void FieldsStandInTheirOrder(string stream, string fields) =>
        string.Join(" ", TestSchemas.Product(stream).Events[0].Fields.Select(field => field.Name)).ShouldBe(fields);

    [TestMethod]
    public void BuildStartsWithItsThreeReports() =>
        TestSchemas.Product("build").Reports.Take(3).Select(report => (report.Id, report.Chart, report.Measure, report.By)).ShouldBe(
        [
            ("target-invocations", ReportChart.Bar, "count", "target"),
            ("success-vs-failure", ReportChart.StackedBar, "outcome", "target"),
            ("average-duration", ReportChart.Bar, "avg:duration_seconds", "target"),
        ]);

    [TestMethod]
    public void TaskUsageIsKeptInUsageCsv()
    {
        var storage = TestSchemas.Product("task-usage").Storage;
        storage.ShouldBe(new StorageDefinition(StorageFormat.Csv, "usage.csv", 10_000_000, null));
    }

    [TestMethod]
    public void TheTextBehindAPromptRunIsNeverWritten()
    {
        var hashed = TestSchemas.Product("prompt-runs").Events[0].Fields.Where(field => field.Privacy != PrivacyClass.Public);
        hashed.Select(field => (field.Name, field.PropertyName, field.Privacy, field.Hash)).ShouldBe(
        [
            ("input_hash", "Input", PrivacyClass.Hash, HashAlgorithmKind.Sha256), ("output_hash", "Output", PrivacyClass.Hash, HashAlgorithmKind.Sha256),
        ]);
    }

    [TestMethod]
    public void TheWorkStreamHasItsSevenEvents()
    {
        var document = TestSchemas.Product("agent-work-stream");
        (document.Discriminator, document.Payload, document.Namespace).ShouldBe(("event_type", "data", "Telemetry.Tools.Agents"));
        document.Events.Select(item => item.Name).ShouldBe(["session_start", "agent_output", "tool_call", "tool_result", "error", "usage", "session_end"]);
    }

    [TestMethod]
    [DataRow("build", """{"timestamp": "2026-02-14T10:30:00+00:00", "target": "apply", "domain": null, "duration_seconds": 45.0, "exit_code": 0}""")]
    [DataRow("prompt-runs", """{"ts":"2026-02-18T07:00:00.000Z","prompt_id":"codegen-v1","version":"1.0.0","user":"alice","role":"admin","model":"m","channel":"cli","input_hash":"00","output_hash":"00","success":true,"latency_ms":1842,"error":null}""")]
    [DataRow("agent-errors", """{"timestamp":"2026-02-20T11:00:00.000Z","attempt_id":"a1","task_id":"t1","task_title":"Title","task_description":"","executor":"CODEX","data":{"error_fingerprint":"timeout","error_message":"Timed out","error_category":"network"}}""")]
    [DataRow("agent-errors", """{"timestamp":"2026-02-20T11:00:00.000Z","task_id":"t1","task_title":"Title","executor":"CLAUDE","data":{"error_message":"Odd"}}""")]
    [DataRow("agent-metrics", """{"timestamp":"2026-02-20T10:00:00.000Z","attempt_id":"m1","task_id":"t1","task_title":"Title","task_description":"D","executor":"CODEX","model":"m","metrics":{"duration_ms":120000,"cost_usd":0.14},"outcome":{"status":"completed"}}""")]
    [DataRow("agent-metrics", """{"timestamp":"2026-02-20T10:00:00.000Z","task_id":"t1","task_title":"Title","executor":"CODEX","model":"m","metrics":{"duration_ms":60000}}""")]
    [DataRow("agent-alerts", """{"timestamp":"2026-02-20T10:00:00.000Z","type":"error_loop","attempt_id":"a1","task_id":"t1","executor":"CODEX","error_fingerprint":"timeout","occurrences":4,"sample_message":"Timed out","recommendation":"trigger_ai_autofix","severity":"high"}""")]
    [DataRow("agent-work-stream", """{"timestamp":"2026-02-20T10:00:00.000Z","attempt_id":"a1","event_type":"session_start","data":{"prompt_type":"retry"}}""")]
    [DataRow("agent-work-stream", """{"timestamp":"2026-02-20T10:00:00.000Z","event_type":"usage","data":{}}""")]
    public void LinesOfOtherSystemsHaveTheFieldsAndFormsThatTheSchemaSays(string stream, string line)
    {
        var document = TestSchemas.Product(stream);
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var item = document.Discriminator is { } name ? document.Events.Single(other => other.Name == root.GetProperty(name).GetString()) : document.Events[0];
        ShouldFit(root, document.Fields);
        ShouldFit(document.Payload is { } payload ? root.GetProperty(payload) : root, item.Fields);
    }

    private static void ShouldFit(JsonElement line, EquatableArray<FieldDefinition> fields)
    {
        foreach (var field in fields)
        {
            var isThere = line.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null;
            (isThere || field.Nullable).ShouldBeTrue(field.Name);
            if (!isThere) continue;
            value.ValueKind.ShouldBeOneOf(Forms(field.Type.Kind));
            if (field.Type.Kind == FieldKind.Object) ShouldFit(value, field.Type.Fields);
        }
    }

    private static JsonValueKind[] Forms(FieldKind kind) => kind switch
    {
        FieldKind.Int32 or FieldKind.Int64 or FieldKind.Double or FieldKind.Decimal => [JsonValueKind.Number],
        FieldKind.Bool => [JsonValueKind.True, JsonValueKind.False],
        FieldKind.Object => [JsonValueKind.Object],
        FieldKind.List => [JsonValueKind.Array],
        _ => [JsonValueKind.String],
    };
}
