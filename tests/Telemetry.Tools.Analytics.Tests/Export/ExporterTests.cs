using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class ExporterTests
{
    private const string Good = """{"timestamp":"2026-01-01T00:00:00.000Z","target":"=cmd","domain":null,"duration_seconds":1.50,"exit_code":-1,"succeeded":null,"cost":0.10,"tokens":null,"kind":"fast","id":null}""";
    private const string Later = """ { "kind": "slow", "timestamp": "2026-02-01T00:00:00Z", "target": "a,\"b\"\nc", "duration_seconds": 2, "exit_code": 0, "more": {"x": 1} } """;

    [TestMethod]
    public void JsonIsOneArrayOfTheRecordsAsTheyWereWritten()
    {
        var (text, result) = Export(new ExportQuery(ExportFormat.Json));
        using var json = JsonDocument.Parse(text);
        json.RootElement.EnumerateArray().Select(item => item.GetRawText()).ShouldBe([Good, Later.Trim()]);
        (result.Events, result.Rejected, result.RejectedLines[0].Line).ShouldBe((2L, 1L, 2L));
    }

    [TestMethod]
    public void JsonOfNothingIsAnEmptyArray() =>
        JsonDocument.Parse(Export(new ExportQuery(ExportFormat.Json, Until: DateTimeOffset.UnixEpoch)).Text).RootElement.GetArrayLength().ShouldBe(0);

    [TestMethod]
    public void JsonLinesAreTheRecordsThatWereAskedFor()
    {
        Export(new ExportQuery(ExportFormat.Jsonl)).Text.ShouldBe($"{Good}\n{Later.Trim()}\n");
        Export(new ExportQuery(ExportFormat.Jsonl, Where: [Filter.Parse("kind=slow")])).Text.ShouldBe($"{Later.Trim()}\n");
        Export(new ExportQuery(ExportFormat.Jsonl, Until: new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero))).Text.ShouldBe($"{Good}\n");
    }

    [TestMethod]
    public void CsvHasAColumnForEachField() => Export(new ExportQuery(ExportFormat.Csv)).Text.ShouldBe(
        "timestamp,target,domain,duration_seconds,exit_code,succeeded,cost,tokens,kind,id\n"
        + "2026-01-01T00:00:00.000Z,=cmd,,1.50,-1,,0.10,,fast,\n"
        + "2026-02-01T00:00:00Z,\"a,\"\"b\"\"\nc\",,2,0,,,,slow,\n");

    [TestMethod]
    public void NoSpreadsheetRunsACell() =>
        Export(new ExportQuery(ExportFormat.Csv, ExcelSafe: true)).Text.Split('\n')[1].ShouldBe("2026-01-01T00:00:00.000Z,'=cmd,,1.50,-1,,0.10,,fast,");

    [TestMethod]
    public void RowsBecomeTypedJson()
    {
        using var folder = new TempFolder();
        var file = folder.Write("usage.csv", "timestamp,model,prompt_tokens,completion_tokens,task_success,task_type,duration_ms,notes\n2026-01-01T00:00:00Z,\"a\"\"b\",1,2,true,plan,3,\n");
        using var output = new MemoryStream();
        Exporter.Export(StreamSource.FromFiles(Schemas.Product("task-usage"), file), new ExportQuery(ExportFormat.Jsonl), output).Events.ShouldBe(1);
        Encoding.UTF8.GetString(output.ToArray()).ShouldBe(
            "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"model\":\"a\\\"b\",\"prompt_tokens\":1,\"completion_tokens\":2,\"task_success\":true,\"task_type\":\"plan\",\"duration_ms\":3,\"notes\":null}\n");
    }

    [TestMethod]
    public void NestedFieldsAreFlattened()
    {
        using var folder = new TempFolder();
        const string Schema = """
            { "schema": "nested", "version": "1-0-0", "namespace": "T", "events": { "e": { "fields": {
              "m": { "type": "object", "fields": { "a": { "type": "int32", "unit": "count" }, "b": { "type": "list", "items": "int32" } } } } } } }
            """;
        var file = folder.Write("n.jsonl", "{\"m\":{\"a\":1,\"b\":[1,2]}}\n");
        using var output = new MemoryStream();
        Exporter.Export(StreamSource.FromFiles(Schemas.Parse(Schema), file), new ExportQuery(ExportFormat.Csv), output);
        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("m.a,m.b\n1,\"[1,2]\"\n");
    }

    [TestMethod]
    public void HalfAnEmojiIsTheReplacementCharacterInCsv()
    {
        using var folder = new TempFolder();
        var file = folder.Write("runs.jsonl", Good.Replace("=cmd", "cut \\ud83d", StringComparison.Ordinal) + "\n");
        using var output = new MemoryStream();
        Exporter.Export(StreamSource.FromFiles(Schemas.Parse(Schemas.Runs), file), new ExportQuery(ExportFormat.Csv), output);
        Encoding.UTF8.GetString(output.ToArray()).ShouldContain(",cut \uFFFD,");
    }

    [TestMethod]
    public void ACancelledExportStops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Should.Throw<OperationCanceledException>(() => Export(new ExportQuery(ExportFormat.Json), source.Token));
    }

    private static (string Text, ExportResult Result) Export(ExportQuery query, CancellationToken cancellationToken = default)
    {
        using var folder = new TempFolder();
        var file = folder.Write("runs.jsonl", $"{Good}\nbad\n{Later}\n");
        using var output = new MemoryStream();
        var result = Exporter.Export(StreamSource.FromFiles(Schemas.Parse(Schemas.Runs), file), query, output, null, cancellationToken);
        return (Encoding.UTF8.GetString(output.ToArray()), result);
    }
}
