namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class RotationTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    [TestMethod]
    public void AFullSegmentIsClosedUnderANameThatSaysWhen()
    {
        using var store = _store.Open(new FixedClock(new DateTimeOffset(2026, 11, 20, 10, 15, 0, 123, TimeSpan.Zero)));

        Append(store, Rotating(200), 0, 10);

        var closed = _store.FilesOf("notes").Where(file => file.StartsWith("notes.2026", StringComparison.Ordinal)).ToList();
        closed.Count.ShouldBeGreaterThan(1);
        closed.ShouldAllBe(file => System.Text.RegularExpressions.Regex.IsMatch(file, @"^notes\.20261120T101500123Z-[0-9a-f]{8}\.jsonl$"));
        closed.ShouldAllBe(file => new FileInfo(_store.PathOf("notes", file)).Length <= 200);
        store.Read<Note>().Select(note => note.Number).Order().ShouldBe(Enumerable.Range(0, 10));
    }

    [TestMethod]
    public void SegmentsAreReadOldestFirst()
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));
        using var store = _store.Open(clock);
        for (var number = 0; number < 30; number++)
        {
            Append(store, Rotating(200), number, 1);
            clock.Now += TimeSpan.FromMilliseconds(1);
        }

        store.Read<Note>().Select(note => note.Number).ShouldBe(Enumerable.Range(0, 30));
    }

    [TestMethod]
    public void AWriterFollowsARotationMadeByAnother()
    {
        using var first = _store.Open();
        using var second = _store.Open();
        Append(first, Rotating(100_000), 0, 2);
        Append(second, Rotating(10), 2, 1);
        Thread.Sleep(StreamAppender.WritersNotice);

        Append(first, Rotating(100_000), 3, 1);

        _store.TextOf("notes", "notes.jsonl").ShouldBe(Line(2) + Line(3));
    }

    [TestMethod]
    public void ALineLargerThanASegmentIsRecordedAll()
    {
        using var store = _store.Open();

        Append(store, Rotating(10), 0, 3);

        store.Read<Note>().Count().ShouldBe(3);
        _store.FilesOf("notes").Count(file => file.EndsWith(".jsonl", StringComparison.Ordinal)).ShouldBe(3);
    }

    [TestMethod]
    public void RetentionRemovesOldClosedSegmentsOfTheStreamAndNothingElse()
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));
        var stream = Rotating(100) with { Retain = TimeSpan.FromDays(30) };
        using var store = _store.Open(clock);
        Append(store, stream, 0, 4);
        _store.Damage("notes", "notes.20200101T000000000Z-zzzzzzzz.jsonl", "not ours\n");
        _store.Damage("notes", "other.20200101T000000000Z-00000000.jsonl", "not ours\n");
        _store.Damage("notes", "notes.20200101T000000000Z-00000000.jsonl", "{}\n");

        clock.Now += TimeSpan.FromDays(29);
        Append(store, stream, 4, 2);
        store.Read<Note>().Select(note => note.Number).ShouldBe([0, 1, 2, 3, 4, 5]);

        clock.Now += TimeSpan.FromDays(2);
        Append(store, stream, 6, 2);
        store.Read<Note>().Select(note => note.Number).ShouldBe([2, 3, 4, 5, 6, 7]);
        _store.FilesOf("notes").ShouldContain("notes.20200101T000000000Z-zzzzzzzz.jsonl");
        _store.FilesOf("notes").ShouldContain("other.20200101T000000000Z-00000000.jsonl");
    }

    [TestMethod]
    public void AReaderNeitherMissesNorRepeatsASegmentRenamedUnderIt()
    {
        using var store = _store.Open();
        Append(store, Rotating(200), 0, 20);

        var numbers = new List<int>();
        foreach (var note in store.Read<Note>())
        {
            numbers.Add(note.Number);
            if (numbers.Count < 30) Append(store, Rotating(200), 100 + numbers.Count, 1);
        }

        numbers.Where(number => number < 100).Order().ShouldBe(Enumerable.Range(0, 20));
        numbers.Distinct().Count().ShouldBe(numbers.Count);
    }

    [TestMethod]
    public void AReaderPassesOverSegmentsRemovedUnderIt()
    {
        using var store = _store.Open();
        Append(store, Rotating(100), 0, 10);
        using var notes = store.Read<Note>().GetEnumerator();
        notes.MoveNext().ShouldBeTrue();

        store.Clear("notes").Deleted.Count.ShouldBe(5);

        while (notes.MoveNext())
        {
        }

        store.Warnings.ShouldBeEmpty();
        store.Rejected.Count.ShouldBe(0);
    }

    public void Dispose() => _store.Dispose();

    internal static StreamInfo Rotating(long bytes) => Note.Stream with { RotateAt = bytes };

    private static string Line(int number) => new Note("a", number, "some text").ToLine();

    private static void Append(EventStore store, StreamInfo stream, int first, int count)
    {
        for (var number = first; number < first + count; number++) store.AppendLines(stream, new Note("a", number, "some text").ToBytes());
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
