using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Gathers batches that arrive together into one transaction (group commit): the engine's few threads write, all others wait for their answer.</summary>
internal sealed class IngestQueue : IDisposable
{
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly WaitingBatches _waiting = new();
    private readonly Thread[] _threads;
    private long _events;
    private long _groups;

    public IngestQueue(Database database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _threads = [.. Enumerable.Range(0, database.Writers).Select(_ => new Thread(Run) { IsBackground = true, Name = "ingest" })];
        foreach (var thread in _threads) thread.Start();
    }

    /// <summary>Events written since the start.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Transactions since the start.</summary>
    public long Groups => Volatile.Read(ref _groups);

    /// <summary>Events that wait.</summary>
    public int Depth => _waiting.Events;

    /// <summary>Whether the last transaction was written.</summary>
    public bool IsHealthy { get; private set; } = true;

    /// <summary>Writes a batch; the answer comes when it is on disk.</summary>
    /// <exception cref="UnavailableException">Too much is waiting, or the database does not answer.</exception>
    public Task<WriteOutcome> WriteAsync(IngestBatch batch)
    {
        var waiting = new WaitingBatch(batch);
        if (!_waiting.TryAdd(waiting)) throw new UnavailableException("The server is busy: too many events wait to be written.");
        return waiting.Outcome.Task;
    }

    /// <summary>Writes what waits, then stops.</summary>
    public void Dispose()
    {
        _waiting.Close();
        foreach (var thread in _threads) thread.Join();
    }

    private void Run()
    {
        IEventWriter? writer = null;
        for (var group = _waiting.Take(); group.Count > 0; group = _waiting.Take()) Write(ref writer, group);
        writer?.Dispose();
    }

    private void Write(ref IEventWriter? writer, List<WaitingBatch> group)
    {
        var isKnown = writer is not null;
        if (TryWrite(ref writer, group, out var error)) return;
        // A database that was started anew has closed the connection. What may be there already is known by its identity.
        if (isKnown && error is DbException { IsTransient: true } && TryWrite(ref writer, group, out error)) return;
        if (group.Count > 1)
        {
            // One batch that cannot be written must not fail the others.
            foreach (var one in group) Write(ref writer, [one]);
            return;
        }

        _waiting.Finish(group[0]);
        if (SumOverflow.Is(error)) group[0].Outcome.SetResult(Refused(group[0].Batch));
        else group[0].Outcome.SetException(new UnavailableException("The database does not take events at the moment.", error));
    }

    // It would fail each time.
    private static WriteOutcome Refused(IngestBatch batch) => new(batch.Answer(0, [.. batch.Events.ToArray().Select(item => new Rejection(item.Index, RejectionCodes.OutOfRange, SumOverflow.Message))]));

    private bool TryWrite(ref IEventWriter? writer, List<WaitingBatch> group, out Exception? error)
    {
        try
        {
            writer ??= _database.CreateWriter();
            var outcomes = writer.Write([.. group.Select(one => one.Batch)], Clock.Micros(_time.GetUtcNow()));
            Interlocked.Add(ref _events, outcomes.Sum(outcome => outcome.IsReplay ? 0 : outcome.Answer?.Accepted ?? 0));
            Interlocked.Increment(ref _groups);
            Answer(group, outcomes);
            (IsHealthy, error) = (true, null);
            return true;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            (IsHealthy, error) = (SumOverflow.Is(problem) && IsHealthy, problem);
            writer?.Dispose();
            writer = null;
            return false;
        }
    }

    private void Answer(List<WaitingBatch> group, IReadOnlyList<WriteOutcome> outcomes)
    {
        foreach (var one in group) _waiting.Finish(one);
        for (var i = 0; i < group.Count; i++) group[i].Outcome.SetResult(outcomes[i]);
    }
}
