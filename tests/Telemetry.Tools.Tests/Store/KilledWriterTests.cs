namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class KilledWriterTests : IDisposable
{
    private const int Rounds = 50;
    private const long RotateAt = 4 * 1024 * 1024;

    private readonly TemporaryStore _store = new();
    private readonly Random _random = new(50);

    [TestMethod]
    public void WhatAKilledWriterAcknowledgedIsReadBackAndItsTornLineHurtsNobodyElse()
    {
        using var store = _store.Open();
        using var stop = new CancellationTokenSource();
        using var survivor = WriterProcess.Start(_store.Root, "survivor", 1_000_000, "200,3000,9000", RotateAt, pauseEvery: 8);
        var reader = Task.Run(() => ReadAgainAndAgain(stop.Token));

        var acknowledged = new Dictionary<string, IReadOnlyList<int>>();
        for (var round = 0; round < Rounds; round++) acknowledged[$"victim {round}"] = LetOneWriteAndKillIt($"victim {round}");
        acknowledged["survivor"] = survivor.Kill();
        stop.Cancel();
        reader.GetAwaiter().GetResult().ShouldBeGreaterThan(0);

        store.AppendLines(Note.Stream with { RotateAt = RotateAt }, new Note("next", 0, "").ToBytes());
        acknowledged["next"] = [0];
        ShouldAllBeThere(store, acknowledged);
        store.Rejected.Count.ShouldBeLessThanOrEqualTo(2 * (Rounds + 1));
        File.ReadAllBytes(_store.PathOf("notes", "notes.jsonl"))[^1].ShouldBe((byte)'\n');
    }

    public void Dispose() => _store.Dispose();

    private static void ShouldAllBeThere(EventStore store, Dictionary<string, IReadOnlyList<int>> acknowledged)
    {
        var read = new Dictionary<string, List<int>>();
        foreach (var note in store.Read<Note>())
        {
            if (!read.TryGetValue(note.Writer, out var numbers)) read[note.Writer] = numbers = [];
            numbers.Add(note.Number);
        }

        acknowledged.Values.Sum(numbers => numbers.Count).ShouldBeGreaterThan(Rounds);
        foreach (var (writer, numbers) in acknowledged)
        {
            numbers.Except(read[writer]).ShouldBeEmpty(writer);
            read[writer].Count.ShouldBe(read[writer].Distinct().Count(), writer);
        }
    }

    private IReadOnlyList<int> LetOneWriteAndKillIt(string name)
    {
        using var victim = WriterProcess.Start(_store.Root, name, 1_000_000, "300,6000,60000,250000", RotateAt);
        while (victim.AcknowledgedCount == 0) Thread.Sleep(1);
        Thread.Sleep(_random.Next(0, 12));
        return victim.Kill();
    }

    private int ReadAgainAndAgain(CancellationToken stop)
    {
        var passes = 0;
        while (!stop.IsCancellationRequested)
        {
            using var store = _store.OpenAsIs();
            _ = store.Read<Note>().Take(2000).Count();
            store.Warnings.ShouldBeEmpty();
            passes++;
        }

        return passes;
    }
}
