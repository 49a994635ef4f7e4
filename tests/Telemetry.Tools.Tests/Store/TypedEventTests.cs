namespace Telemetry.Tools.Tests;

/// <summary>Generated records through the store, in both formats.</summary>
[TestClass]
public sealed class TypedEventTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 7, 0, 0, TimeSpan.Zero);

    private readonly TemporaryStore _store = new();

    [TestMethod]
    public void RecordsComeBackAsTheyWereAppended()
    {
        using var store = _store.Open();
        var runs = Enumerable.Range(0, 500).Select(RunOf).ToList();

        foreach (var run in runs[..100]) store.Append(run);
        store.Append(runs[100..].AsEnumerable());

        store.Read<TargetRun>().ShouldBe(runs);
        store.Read<TargetRun>(Start.AddMinutes(10), Start.AddMinutes(20)).ShouldBe(runs[10..20]);
        store.Warnings.ShouldBeEmpty();
    }

    [TestMethod]
    public void RowsComeBackAsTheyWereAppended()
    {
        using var store = _store.Open();
        var rows = Enumerable.Range(0, 300).Select(RowOf).ToList();

        store.Append(rows[0]);
        store.Append(rows[1..].AsEnumerable());

        store.Read<TaskUsage>().ShouldBe(rows);
        store.Rejected.Count.ShouldBe(0);
    }

    [TestMethod]
    [DataRow(4)]
    [DataRow(28)]
    [DataRow(62)]
    public void ATornRowTakesNoRowWithIt(int length)
    {
        var rows = Enumerable.Range(0, 30).Select(RowOf).ToList();
        using (var first = _store.Open()) first.Append(rows[..15].AsEnumerable());
        var text = _store.TextOf("task-usage", "usage.csv");
        _store.Damage("task-usage", "usage.csv", text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..][..length]);

        using var store = _store.Open();
        store.Append(rows[15..].AsEnumerable());

        store.Read<TaskUsage>().ShouldBe(rows);
        store.Rejected.Count.ShouldBe(1);
    }

    [TestMethod]
    public void ManySmallSegmentsHoldOneLargeBatch()
    {
        using var store = _store.Open();
        var notes = Enumerable.Range(0, 20_000).Select(number => new Note("a", number, "some text")).ToList();

        store.Append(notes.AsEnumerable());

        store.Read<Note>().Select(note => note.Number).ShouldBe(Enumerable.Range(0, 20_000));
    }

    [TestMethod]
    public void WhereItIsOffTheEventsAreNotEvenLookedAt()
    {
        using var store = _store.OpenAsIs();

        store.Append(Explode());
        store.Append(new Note("a", 1, ""));

        store.Key().ShouldBeNull();
        Directory.Exists(_store.Root).ShouldBeFalse();

        static IEnumerable<Note> Explode() => Enumerable.Range(0, 1).Select<int, Note>(_ => throw new InvalidOperationException());
    }

    [TestMethod]
    public void AMarkerMadeByTouchGetsItsKeyAtFirstNeedAndKeepsIt()
    {
        Directory.CreateDirectory(_store.Root);
        File.WriteAllText(Path.Combine(_store.Root, "enabled"), "");

        using var first = _store.OpenAsIs();
        using var second = _store.OpenAsIs();

        first.Key()!.Hash("x").ShouldBe(second.Key()!.Hash("x"));
        first.Key()!.Hash("x").ShouldNotBe(Sha256.Of("x"));
        first.MachineId().ShouldBe(second.MachineId());
        first.MachineId()!.Length.ShouldBe(32);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void AKeyThatIsALinkIsNotUsedAndRecordingGoesOn()
    {
        var chosenByOthers = Path.Combine(_store.Folder, "chosen.key");
        File.WriteAllBytes(chosenByOthers, new byte[32]);
        Directory.CreateDirectory(_store.Root);
        File.WriteAllText(Path.Combine(_store.Root, "enabled"), "");
        File.CreateSymbolicLink(Path.Combine(_store.Root, "hash.key"), chosenByOthers);

        using var store = _store.OpenAsIs();
        store.Append(new Note("a", 1, ""));

        store.Key().ShouldBeNull();
        store.Read<Note>().Count().ShouldBe(1);
        store.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2008");
    }

    [TestMethod]
    public void AnEventThatNoReaderCouldTakeIsNotRecorded()
    {
        using var store = _store.Open();

        store.Append(new Note("a", 1, new string('x', LineReader.MaxLineBytes)));
        store.Append(new Note("a", 2, "short"));

        store.Read<Note>().Select(note => note.Number).ShouldBe([2]);
        store.NotRecorded.ShouldBe(1);
        store.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2012");
    }

    public void Dispose() => _store.Dispose();

    private static TargetRun RunOf(int number) =>
        new() { Timestamp = Start.AddMinutes(number), Target = $"t\"{number}", DurationSeconds = number / 3.0, ExitCode = number % 2 };

    private static TaskUsage RowOf(int number) => new()
    {
        Timestamp = Start.AddMinutes(number),
        Model = $"model, \"{number}\"",
        PromptTokens = number,
        CompletionTokens = 2 * number,
        TaskSuccess = number % 2 == 0,
        TaskType = number % 3 == 0 ? TaskUsageTaskType.Plan : TaskUsageTaskType.Quick,
        DurationMs = number,
        Notes = number % 4 == 0 ? "two\nlines" : null,
    };
}
