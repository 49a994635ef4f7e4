namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class StreamsTests : IDisposable
{
    private static readonly StreamInfo Rows = new(
        "rows", "1-0-0", StreamFormat.Csv, "table.csv", 0, null, "w,n,t", """{ "schema": "rows", "version": "1-0-0", "storage": { "format": "csv", "file": "table.csv" } }""");

    private readonly TemporaryStore _store = new();

    [TestMethod]
    public void AStoreExplainsItselfToAnyReader()
    {
        using var store = _store.Open();
        for (var number = 0; number < 4; number++) store.AppendLines(RotationTests.Rotating(100), new Note("a", number, "some text").ToBytes());
        store.AppendLines(Rows, "a,1,x\n"u8);

        var streams = store.Streams;

        streams.Select(stream => (stream.Name, stream.Format, stream.Segments.Count)).ShouldBe([("notes", StreamFormat.Jsonl, 2), ("rows", StreamFormat.Csv, 1)]);
        streams[0].Schema.ShouldBe(Note.Schema);
        streams[0].Segments.Select(segment => segment.IsClosed).ShouldBe([true, false]);
        streams[0].Segments[0].ClosedAt.ShouldNotBeNull();
        streams[1].Segments[0].Path.ShouldBe(_store.PathOf("rows", "table.csv"));
        streams[1].Bytes.ShouldBe("w,n,t\na,1,x\n".Length);
    }

    [TestMethod]
    public void ASegmentIsTheSameFileAfterItWasClosed()
    {
        using var store = _store.Open();
        store.AppendLines(Note.Stream, new Note("a", 1, "some text").ToBytes());
        var active = store.Streams[0].Segments[0];

        using var other = _store.Open();
        other.AppendLines(RotationTests.Rotating(10), new Note("a", 2, "some text").ToBytes());

        store.Streams[0].Segments[0].Identity.ShouldBe(active.Identity);
        Should.Throw<FileNotFoundException>(() => active.OpenRead());
        using var handle = store.Streams[0].Segments[0].OpenRead();
        RandomAccess.GetLength(handle).ShouldBe(active.Bytes);
    }

    [TestMethod]
    public void AFileWithTwoNamesIsReadOnce()
    {
        using var store = _store.Open();
        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());
        using (var link = System.Diagnostics.Process.Start("ln", [_store.PathOf("notes", "notes.jsonl"), _store.PathOf("notes", "notes.20260101T000000000Z-00000001.jsonl")])) link.WaitForExit();

        store.Read<Note>().Count().ShouldBe(1);
        store.Streams[0].Segments.Count.ShouldBe(1);
    }

    [TestMethod]
    public void AHeaderOfAnOlderSchemaClosesTheSegment()
    {
        using (var store = _store.Open()) store.AppendLines(Rows, "a,1,x\n"u8);

        using var later = _store.Open();
        later.AppendLines(Rows with { Version = "1-0-1", CsvHeader = "w,n,t,more" }, "a,1,x,y\n"u8);

        _store.TextOf("rows", "table.csv").ShouldBe("w,n,t,more\na,1,x,y\n");
        File.ReadAllText(later.Streams[0].Segments[0].Path).ShouldBe("w,n,t\na,1,x\n");
    }

    [TestMethod]
    public void ATornRowIsSealedSoThatItIsNone()
    {
        using (var store = _store.Open()) store.AppendLines(Rows, "a,1,x\n"u8);
        _store.Damage("rows", "table.csv", "b,2,\"y");

        using var later = _store.Open();
        later.AppendLines(Rows, "c,3,z\n"u8);

        _store.TextOf("rows", "table.csv").ShouldBe("w,n,t\na,1,x\nb,2,\"y\"\x18\nc,3,z\n");
    }

    [TestMethod]
    public void ClearingKeepsConsentKeySchemaAndForeignFiles()
    {
        using var store = _store.Open();
        for (var number = 0; number < 4; number++) store.AppendLines(RotationTests.Rotating(100), new Note("a", number, "some text").ToBytes());
        store.AppendLines(Rows, "a,1,x\n"u8);
        _store.Damage("notes", "mine.txt", "mine");
        _store.Damage("foreign", "foreign.jsonl", "{}\n");

        var result = store.Clear();

        result.Deleted.Count.ShouldBe(3);
        result.Bytes.ShouldBeGreaterThan(100);
        result.PassedOver.ShouldBe([Path.Combine(_store.Root, "foreign")]);
        _store.FilesOf("notes").ShouldBe([".lock", "mine.txt", "schema.json"]);
        _store.FilesOf("foreign").ShouldBe(["foreign.jsonl"]);
        Directory.GetFiles(_store.Root).Select(Path.GetFileName).ShouldContain("enabled");
        store.AppendLines(Note.Stream, new Note("a", 9, "").ToBytes());
        store.Read<Note>().Select(note => note.Number).ShouldBe([9]);
    }

    [TestMethod]
    public void ClearingOneStreamLeavesTheOthers()
    {
        using var store = _store.Open();
        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());
        store.AppendLines(Rows, "a,1,x\n"u8);

        store.Clear("rows").Deleted.ShouldHaveSingleItem();

        store.Clear("../home").Deleted.ShouldBeEmpty();
        store.Read<Note>().Count().ShouldBe(1);
    }

    [TestMethod]
    public void ClearingDoesNotFollowALink()
    {
        using var store = _store.Open();
        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());
        var real = Path.Combine(_store.Folder, "moved");
        Directory.Move(Path.Combine(_store.Root, "notes"), real);
        Directory.CreateSymbolicLink(Path.Combine(_store.Root, "notes"), real);

        store.Clear().Deleted.ShouldBeEmpty();

        File.Exists(Path.Combine(real, "notes.jsonl")).ShouldBeTrue();
        store.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2002");
    }

    public void Dispose() => _store.Dispose();
}
