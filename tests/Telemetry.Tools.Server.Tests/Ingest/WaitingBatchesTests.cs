namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class WaitingBatchesTests
{
    private readonly WaitingBatches _waiting = new();

    [TestMethod]
    public void WhatWaitsIsOneGroupInTheOrderInWhichItCame()
    {
        var batches = new[] { Batch(1), Batch(2000), Batch(3) };
        foreach (var batch in batches) _waiting.TryAdd(batch).ShouldBeTrue();
        _waiting.Take().ShouldBe(batches);
        _waiting.Events.ShouldBe(2004);
        foreach (var batch in batches) _waiting.Finish(batch);
        _waiting.Events.ShouldBe(0);
    }

    [TestMethod]
    public void BesideAGroupThatIsBeingWrittenOnlyOneThatIsWorthItIsTaken()
    {
        var first = Batch(6000);
        _waiting.TryAdd(first);
        _waiting.Take();
        _waiting.TryAdd(Batch(1500));
        _waiting.TryTake().ShouldBeNull();
        _waiting.TryAdd(Batch(1500));
        _waiting.TryTake()!.Sum(batch => batch.Batch.Count).ShouldBe(3000);
    }

    [TestMethod]
    public void ASmallGroupIsTakenOnceTheOtherIsWritten()
    {
        var first = Batch(10);
        _waiting.TryAdd(first);
        _waiting.Take();
        _waiting.TryAdd(Batch(999));
        _waiting.TryTake().ShouldBeNull();
        _waiting.Finish(first);
        _waiting.TryTake()!.Count.ShouldBe(1);
    }

    [TestMethod]
    public void TheSecondBatchWithAnIdempotencyKeyIsInTheNextGroup()
    {
        var batches = new[] { Batch(1, "k"), Batch(1, "k"), Batch(1, "other"), Batch(1) };
        foreach (var batch in batches) _waiting.TryAdd(batch);
        var first = _waiting.Take();
        first.ShouldBe([batches[0], batches[2], batches[3]]);
        foreach (var batch in first) _waiting.Finish(batch);
        _waiting.Take().ShouldBe([batches[1]]);
    }

    [TestMethod]
    public void ClosedItGivesWhatWaitsAndThenNothing()
    {
        var first = Batch(10);
        _waiting.TryAdd(first);
        _waiting.Take();
        _waiting.TryAdd(Batch(1));
        _waiting.Close();
        _waiting.TryAdd(Batch(1)).ShouldBeFalse();
        _waiting.Take().Count.ShouldBe(1);
        _waiting.Take().ShouldBeEmpty();
    }

    [TestMethod]
    public void ABatchThatWouldBeTooMuchIsNotTaken()
    {
        _waiting.TryAdd(Batch(399_999)).ShouldBeTrue();
        _waiting.TryAdd(Batch(2)).ShouldBeFalse();
        _waiting.TryAdd(Batch(1)).ShouldBeTrue();
    }

    private static WaitingBatch Batch(int events, string? key = null)
    {
        var batch = new IngestBatch("t", StreamNames.ClientUsage) { IdempotencyKey = key };
        for (var i = 0; i < events; i++) batch.Add(default);
        return new WaitingBatch(batch);
    }
}
