using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class ImporterTests : IDisposable
{
    private const string Sync = """{"timestamp": "2026-02-14T10:30:00+00:00", "target": "sync", "domain": null, "duration_seconds": 1.5, "exit_code": 0}""";
    private const string Apply = """{"timestamp": "2026-02-14T10:31:00+00:00", "target": "apply", "domain": "web", "duration_seconds": 45.0, "exit_code": 3}""";

    private readonly TempFolder _folder = new();

    public required TestContext TestContext { get; init; }

    private string Store => _folder.File("store");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void AForeignFileIsReadInPlaceAndItsStreamGuessed()
    {
        var result = Import(_folder.Write("usage.jsonl", $"{Sync}\n\n{Apply}\n"), stream: null);
        (result.Stream, result.Files, result.Lines, result.Events, result.Rejected, result.Pending).ShouldBe(("build", 1, 2L, 2L, 0L, 0));
        var report = Report("build");
        (report.Events, report.Summary.Failures, report.Summary.AverageDurationSeconds).ShouldBe((2L, 1L, 23.25));
    }

    [TestMethod]
    public void ImportingTheSameFileAgainAddsNothing()
    {
        var file = _folder.Write("usage.jsonl", $"{Sync}\n{Sync}\nbad\n{Apply}\n");
        Import(file).Events.ShouldBe(3);
        var again = Import(file);
        (again.Events, again.Duplicates, again.Lines, again.Rejected).ShouldBe((0L, 3L, 4L, 1L));
        again.RejectedLines.ShouldBe([new RejectedLine(file, 3, "not JSON")]);
        Report("build").Events.ShouldBe(3);
    }

    [TestMethod]
    public void HalfAnEmojiTakesNoLineWithIt()
    {
        var cut = Sync.Replace("\"sync\"", "\"cut \\ud83d\", \"\\udc00\": 1", StringComparison.Ordinal);
        var result = Import(_folder.Write("usage.jsonl", $"{Sync}\n{cut}\n{Apply}\n"));
        (result.Events, result.Rejected).ShouldBe((3L, 0L));
        Report("build").Sections[0].Rows.Select(row => row[0]).ShouldContain("cut \uFFFD");
    }

    [TestMethod]
    public void AFileThatGrewIsReadOn()
    {
        var file = _folder.Write("usage.jsonl", $"{Sync}\n{Apply[..40]}");
        var first = Import(file);
        (first.Events, first.Pending, first.Rejected).ShouldBe((1L, 1, 0L));
        _folder.Write("usage.jsonl", $"{Sync}\n{Apply}\nbad\n");
        var second = Import(file);
        (second.Events, second.Duplicates, second.Pending).ShouldBe((1L, 1L, 0));
        second.RejectedLines.ShouldBe([new RejectedLine(file, 3, "not JSON")]);
        Report("build").Events.ShouldBe(2);
    }

    [TestMethod]
    public void AWholeObjectNeedsNoLineEnd()
    {
        var file = _folder.Write("usage.jsonl", $"{Sync}\n{Apply}");
        var first = Import(file);
        (first.Events, first.Pending).ShouldBe((2L, 0));
        Import(file).Events.ShouldBe(0);
        _folder.Write("usage.jsonl", $"{Sync}\n{Apply}\n{Sync}\nbad\n");
        var second = Import(file);
        (second.Events, second.Duplicates).ShouldBe((1L, 2L));
        second.RejectedLines.ShouldBe([new RejectedLine(file, 4, "not JSON")]);
    }

    [TestMethod]
    public void AFileThatWasRewrittenAddsOnlyWhatIsNew()
    {
        var file = _folder.Write("usage.jsonl", $"{Sync}\n{Sync}\n");
        Import(file);
        _folder.Write("usage.jsonl", $"{Apply}\n{Sync}\n{Sync}\n{Sync}\n");
        var result = Import(file);
        (result.Events, result.Duplicates).ShouldBe((2L, 2L));
        Import(file).Events.ShouldBe(0);
        Report("build").Events.ShouldBe(4);
    }

    [TestMethod]
    public void ARenamedFileIsKnown()
    {
        var file = _folder.Write("usage.jsonl", $"{Sync}\n{Apply}\n");
        Import(file);
        File.Move(file, _folder.File("usage.old.jsonl"));
        Import(_folder.File("usage.old.jsonl")).Events.ShouldBe(0);
        Import(_folder.Write("usage.jsonl", $"{Sync.Replace("10:30", "11:30", StringComparison.Ordinal)}\n")).Events.ShouldBe(1);
    }

    [TestMethod]
    public void EachBadLineIsNamedAndTakesNoGoodOneWithIt()
    {
        string[] bad =
        [
            Sync + Apply, Sync.Replace("1.5", "\"1.5\"", StringComparison.Ordinal), Sync.Replace("\"target\": \"sync\",", "", StringComparison.Ordinal),
            Sync[..50], "[1]", "\0\0\0", Sync.Replace("2026-02-14", "2026-02-31", StringComparison.Ordinal), Sync.Replace("0}", "99999999999}", StringComparison.Ordinal),
        ];
        var file = _folder.Write("usage.jsonl", "\uFEFF" + Sync + "\r\n" + string.Join('\n', bad.Select(line => $"{line}\n{Apply}")) + "\n");
        var result = Import(file);
        result.Events.ShouldBe(1 + bad.Length);
        result.Rejected.ShouldBe(bad.Length);
        result.RejectedLines.Select(line => line.Line).ShouldBe(Enumerable.Range(0, bad.Length).Select(i => 2L + (2 * i)));
        result.RejectedLines.Select(line => line.Reason).ShouldBe(
        [
            "two objects on one line", "wrong type: duration_seconds", "missing field: target", "not JSON", "wrong type", "NUL bytes", "wrong type: timestamp", "wrong type: exit_code",
        ]);
        Report("build").Rejected.ShouldBe(0);
    }

    [TestMethod]
    public void ALineOf100MegabytesIsPassedOver()
    {
        var file = _folder.File("usage.jsonl");
        using (var stream = File.Create(file))
        {
            stream.Write(Encoding.UTF8.GetBytes(Sync + "\n{\"target\":\""));
            var piece = new byte[1024 * 1024];
            piece.AsSpan().Fill((byte)'x');
            for (var i = 0; i < 100; i++) stream.Write(piece);
            stream.Write(Encoding.UTF8.GetBytes("\"}\n" + Apply + "\n"));
        }

        var result = Import(file);
        result.Events.ShouldBe(2);
        result.RejectedLines.ShouldBe([new RejectedLine(file, 2, "line too long")]);
        var scan = ScanExecutor.Run(StreamSource.FromFiles(Schemas.Product("build"), file), [new Query([Measure.Count])]);
        (scan.Totals.Events, scan.Totals.Rejected, scan.Totals.RejectedLines[0].Reason).ShouldBe((2L, 1L, "line too long"));
    }

    [TestMethod]
    public void PromptRunsKeepTheirDigests()
    {
        var digest = Sha256.Of("x").ToString();
        var line = $$"""{"ts":"2026-02-18T07:00:00.000Z","prompt_id":"codegen-v1","version":"1.0.0","user":"alice","role":"admin","model":"m","channel":"cli","input_hash":"{{digest}}","output_hash":"a1b2","success":true,"latency_ms":1842,"error":null}""";
        Import(_folder.Write("promptos-usage.jsonl", line + "\n"), stream: null).Stream.ShouldBe("prompt-runs");
        var written = File.ReadAllText(Path.Combine(Store, "prompt-runs", "prompt-runs.jsonl"));
        written.ShouldContain($"\"input_hash\":\"{digest}\"");
        written.ShouldNotContain("\"a1b2\"");
        Report("prompt-runs").Summary.P50DurationSecondsExact.ShouldBe(1.842);
    }

    [TestMethod]
    [DataRow(",")]
    [DataRow(";")]
    [DataRow("\t")]
    public void CsvIsReadWhateverItsDelimiter(string delimiter)
    {
        var header = "Timestamp,model,prompt_tokens,completion_tokens,task_success,Task-Type,duration_ms,notes,extra";
        var rows = "2026-01-01T00:00:00Z,gpt,10,20,true,plan,1000,\"two\nlines, \"\"quoted\"\"\",x\n2026-01-02T00:00:00Z,gpt,1,2,False,quick,500,,\nbad,gpt,1,2,true,plan,5,,\n";
        var text = delimiter == "," ? header + "\n" + rows : (header + "\n" + rows).Replace(", \"\"", "- \"\"", StringComparison.Ordinal).Replace(",", delimiter, StringComparison.Ordinal);
        var file = _folder.Write("usage.csv", text);
        var result = Import(file, null, ImportFormat.Csv);
        (result.Stream, result.Lines, result.Events, result.Rejected).ShouldBe(("task-usage", 3L, 2L, 1L));
        result.RejectedLines.ShouldBe([new RejectedLine(file, 5, "wrong type: timestamp")]);
        Import(file, null, ImportFormat.Csv).Events.ShouldBe(0);
        var report = Report("task-usage");
        (report.Events, report.Summary.InputTokens, report.Summary.Successes).ShouldBe((2L, 11L, 1L));
        File.ReadAllText(Path.Combine(Store, "task-usage", "usage.csv")).ShouldContain("\"two\nlines");
    }

    [TestMethod]
    public void ACsvFileThatGrewIsReadOn()
    {
        const string Start = "timestamp,model,prompt_tokens,completion_tokens,task_success,task_type,duration_ms,notes\n2026-01-01T00:00:00Z,m,1,2,true,plan,3,\n";
        var file = _folder.Write("usage.csv", Start + "2026-01-01T00:00:00Z,m,1,2,tr");
        var first = Import(file, "task-usage", ImportFormat.Csv);
        (first.Events, first.Pending).ShouldBe((1L, 1));
        _folder.Write("usage.csv", Start + "2026-01-01T00:00:00Z,m,1,2,true,plan,4,\n");
        Import(file, "task-usage", ImportFormat.Csv).Events.ShouldBe(1);
        Report("task-usage").Events.ShouldBe(2);
    }

    [TestMethod]
    public void AStreamThatCannotBeGuessedIsAskedFor()
    {
        var problem = Should.Throw<AnalyticsException>(() => Import(_folder.Write("x.jsonl", "{\"foo\":1}\n"), stream: null));
        problem.Id.ShouldBe("TEL2121");
        problem.Message.ShouldContain("--stream");
    }

    [TestMethod]
    public void WhatIsNotThereIsNamed()
    {
        Should.Throw<AnalyticsException>(() => Import(_folder.File("nowhere.jsonl"))).Id.ShouldBe("TEL2120");
        Should.Throw<AnalyticsException>(() => Import(_folder.Write("usage.jsonl", Sync + "\n"), "buidl")).Message.ShouldContain("Did you mean 'build'?");
    }

    [TestMethod]
    public void NothingIsImportedIntoAStoreThatIsOff()
    {
        using var store = EventStore.Open(new EventStoreOptions(_folder.File("off")));
        var request = new ImportRequest(ImportFormat.Jsonl, [_folder.Write("usage.jsonl", Sync + "\n")], "build");
        Should.Throw<AnalyticsException>(() => Importer.Import(store, Catalog(), request, null, TestContext.CancellationToken)).Id.ShouldBe("TEL2123");
    }

    private ImportResult Import(string file, string? stream = "build", ImportFormat format = ImportFormat.Jsonl)
    {
        Directory.CreateDirectory(Store);
        File.WriteAllText(Path.Combine(Store, "enabled"), "");
        using var store = EventStore.Open(new StoreLocation(Store, true, "test"));
        return Importer.Import(store, Catalog(), new ImportRequest(format, [file], stream), null, TestContext.CancellationToken);
    }

    private StreamCatalog Catalog() => StreamCatalog.Open(Store, ProductSchemas.All.Select(schema => schema.SchemaJson));

    private ReportResult Report(string stream) => ReportBuilder.Build(Catalog().Source(stream), new ReportQuery(), null, TestContext.CancellationToken);
}
