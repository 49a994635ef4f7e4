using System.Text;

namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class EventStoreTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    [TestMethod]
    public void WhatWasAppendedIsReadBackInOrder()
    {
        using var store = _store.Open();
        for (var number = 0; number < 100; number++) store.AppendLines(Note.Stream, new Note("a", number, "é\u2028\"").ToBytes());

        var notes = store.Read<Note>().ToList();

        notes.Select(note => note.Number).ShouldBe(Enumerable.Range(0, 100));
        notes.ShouldAllBe(note => note.Text == "é\u2028\"");
        store.Rejected.Count.ShouldBe(0);
        store.Warnings.ShouldBeEmpty();
    }

    [TestMethod]
    public void WhereItIsOffNothingIsMade()
    {
        using var store = _store.OpenAsIs();

        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());

        Directory.Exists(_store.Root).ShouldBeFalse();
        store.Warnings.ShouldBeEmpty();
        store.Read<Note>().ShouldBeEmpty();
        store.Streams.ShouldBeEmpty();
    }

    [TestMethod]
    public void TheSchemaStandsBesideTheSegmentAndBothArePrivate()
    {
        using var store = _store.Open();

        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());

        _store.FilesOf("notes").ShouldBe([".lock", "notes.jsonl", "schema.json"]);
        _store.TextOf("notes", "schema.json").ShouldBe(Note.Schema);
        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(Path.Combine(_store.Root, "notes")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in _store.FilesOf("notes")) File.GetUnixFileMode(_store.PathOf("notes", file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [TestMethod]
    [DataRow("1-0-0", "1-0-1", "1-0-1")]
    [DataRow("1-0-9", "1-0-10", "1-0-10")]
    [DataRow("2-0-0", "1-9-9", "2-0-0")]
    public void TheSchemaFileFollowsTheNewestVersion(string first, string second, string expected)
    {
        foreach (var version in new[] { first, second })
        {
            using var store = _store.Open();
            store.AppendLines(Note.Stream with { Version = version, SchemaJson = SchemaOf(version) }, new Note("a", 1, "").ToBytes());
        }

        _store.TextOf("notes", "schema.json").ShouldBe(SchemaOf(expected));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("not json")]
    [DataRow("[]")]
    public void ADamagedSchemaFileIsReplaced(string damaged)
    {
        _store.Damage("notes", "schema.json", damaged);

        using var store = _store.Open();
        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());

        _store.TextOf("notes", "schema.json").ShouldBe(Note.Schema);
    }

    [TestMethod]
    public void ATornTailIsPendingToReadersAndSealedByTheNextWriter()
    {
        using (var first = _store.Open()) first.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());
        _store.Damage("notes", "notes.jsonl", """{"w":"b","n":2,"t":"to""");

        using var store = _store.Open();
        store.Read<Note>().Count().ShouldBe(1);
        store.Rejected.ShouldSatisfyAllConditions(it => it.Count.ShouldBe(0), it => it.Pending.ShouldBe(1));

        store.AppendLines(Note.Stream, new Note("a", 3, "").ToBytes());
        store.Read<Note>().Select(note => note.Number).ShouldBe([1, 3]);
        store.Rejected.ShouldSatisfyAllConditions(it => it.Count.ShouldBe(1), it => it.Pending.ShouldBe(1));
        store.Rejected.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            it => it.File.ShouldBe(_store.PathOf("notes", "notes.jsonl")), it => it.Line.ShouldBe(2), it => it.Reason.ShouldBe("not JSON"));
    }

    [TestMethod]
    public void ALineGluedToATailTornUnderAnOpenWriterIsWrittenAgain()
    {
        using var store = _store.Open();
        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());
        _store.Damage("notes", "notes.jsonl", """{"w":"killed","n":9,"t":"to""");

        store.AppendLines(Note.Stream, Encoding.UTF8.GetBytes(new Note("a", 2, "").ToLine() + new Note("a", 3, "").ToLine()));

        store.Read<Note>().Select(note => note.Number).Order().ShouldBe([1, 2, 3]);
        store.Rejected.Count.ShouldBe(1);
    }

    [TestMethod]
    public void BadLinesAreNamedAndTakeNoGoodOneWithThem()
    {
        using var store = _store.Open();
        var good = new Note("a", 1, "ok").ToLine();
        _store.Damage("notes", "notes.jsonl", string.Concat(
            good, "\n", "  \n", "\0\0\0\n", good.TrimEnd(), good, good, "{\"w\":1}\n", "\r\n", good.TrimEnd() + "\r\n", "\x18\n", good));

        store.Read<Note>().Count().ShouldBe(4);

        store.Rejected.Lines.Select(line => line.Line).ShouldBe([4, 5, 7]);
        store.Rejected.Lines.ShouldAllBe(line => line.Reason == "not JSON" || line.Reason == "wrong shape");
    }

    [TestMethod]
    public void InvalidUtf8IsRejectedAlone()
    {
        using var store = _store.Open();
        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());
        store.AppendLines(Note.Stream, [.. "{\"w\":\"b\",\"n\":2,\"t\":\""u8, 0xC3, 0x28, .. "\"}\n"u8]);
        store.AppendLines(Note.Stream, new Note("a", 3, "").ToBytes());

        store.Read<Note>().Select(note => note.Number).ShouldBe([1, 3]);
        store.Rejected.Count.ShouldBe(1);
    }

    [TestMethod]
    public void SinceAndUntilAreAHalfOpenRange()
    {
        using var store = _store.Open();
        var day = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        for (var number = 0; number < 5; number++) store.AppendLines(Note.Stream, new Note("a", number, "", day.AddDays(number)).ToBytes());

        store.Read<Note>(day.AddDays(1), day.AddDays(3)).Select(note => note.Number).ShouldBe([1, 2]);
        store.Read<Note>(since: day.AddDays(3)).Select(note => note.Number).ShouldBe([3, 4]);
    }

    [TestMethod]
    public void LinesWithoutAnEndAreTheCallersMistake()
    {
        using var store = _store.Open();

        Should.Throw<ArgumentException>(() => store.AppendLines(Note.Stream, "{}"u8.ToArray()));
    }

    [TestMethod]
    [DataRow("../x", "x.jsonl")]
    [DataRow("notes", "../x.jsonl")]
    [DataRow("Notes", "x.jsonl")]
    [DataRow("notes", "schema.json")]
    [DataRow("notes", ".lock")]
    [DataRow("", "x.jsonl")]
    public void ANameThatIsNoFileNameIsRefused(string name, string file)
    {
        using var store = _store.Open();

        store.AppendLines(Note.Stream with { Name = name, FileName = file }, "{}\n"u8);

        store.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2011");
        store.NotRecorded.ShouldBe(1);
        Directory.GetFiles(_store.Folder, "x*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [TestMethod]
    public void ManyThreadsWithOneStoreLoseNothing()
    {
        using var store = _store.Open(durability: Durability.Fsync);

        Parallel.For(0, 8, writer =>
        {
            for (var number = 0; number < 50; number++) store.AppendLines(Note.Stream, new Note($"{writer}", number, "x").ToBytes());
        });

        store.Read<Note>().Select(note => (note.Writer, note.Number)).Distinct().Count().ShouldBe(400);
        store.Rejected.Count.ShouldBe(0);
    }

    [TestMethod]
    public void AStoreThatWasClosedRecordsNothingAndDoesNotThrow()
    {
        var store = _store.Open();
        store.Dispose();

        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());

        store.NotRecorded.ShouldBe(1);
    }

    public void Dispose() => _store.Dispose();

    private static string SchemaOf(string version) => Note.Schema.Replace("1-0-0", version, StringComparison.Ordinal);
}
