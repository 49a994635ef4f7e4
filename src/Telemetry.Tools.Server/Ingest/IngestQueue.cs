using System.Threading.Channels;

namespace Telemetry.Tools.Server;

/// <summary>Gathers batches that arrive together into one transaction (group commit): one thread writes, all others wait for their answer.</summary>
internal sealed class IngestQueue : IDisposable
{
    private const int MaxGroupEvents = 20_000;
    private const int MaxWaitingBatches = 4_096;
    private const int MaxWaitingEvents = 400_000;

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MaxWaitingBatches) { SingleReader = true });
    private readonly Queue<Waiting> _postponed = new();
    private readonly Thread _thread;
    private IEventWriter? _writer;
    private int _waitingEvents;
    private long _events;
    private long _groups;

    public IngestQueue(Database database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _thread = new Thread(Run) { IsBackground = true, Name = "ingest" };
        _thread.Start();
    }

    /// <summary>Events written since the start.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Transactions since the start.</summary>
    public long Groups => Volatile.Read(ref _groups);

    /// <summary>Events that wait.</summary>
    public int Depth => Volatile.Read(ref _waitingEvents);

    /// <summary>Whether the last transaction was written.</summary>
    public bool IsHealthy { get; private set; } = true;

    /// <summary>Writes a batch; the answer comes when it is on disk.</summary>
    /// <exception cref="UnavailableException">Too much is waiting, or the database does not answer.</exception>
    public Task<WriteOutcome> WriteAsync(IngestBatch batch)
    {
        var waiting = new Waiting(batch);
        if (Interlocked.Add(ref _waitingEvents, batch.Count) > MaxWaitingEvents || !_waiting.Writer.TryWrite(waiting))
        {
            Interlocked.Add(ref _waitingEvents, -batch.Count);
            throw new UnavailableException("The server is busy: too many events wait to be written.");
        }

        return waiting.Outcome.Task;
    }

    /// <summary>Writes what waits, then stops.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _thread.Join();
        _writer?.Dispose();
    }

    private void Run()
    {
        while (_postponed.Count > 0 || _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            var group = NextGroup();
            if (group.Count > 0) Write(group);
        }
    }

    private List<Waiting> NextGroup()
    {
        var (group, events, keys) = (new List<Waiting>(), 0, new HashSet<(string, string)>());
        var older = _postponed.Count;
        while (events < MaxGroupEvents && (older-- > 0 ? _postponed.TryDequeue(out var next) : _waiting.Reader.TryRead(out next)))
        {
            // The second request with one idempotency key must find the answer of the first.
            if (next.Batch.IdempotencyKey is { } key && !keys.Add((next.Batch.Tenant, key)))
            {
                _postponed.Enqueue(next);
                continue;
            }

            group.Add(next);
            events += next.Batch.Count;
        }

        return group;
    }

    private void Write(List<Waiting> group)
    {
        if (TryWrite(group, out var error)) return;
        if (group.Count > 1)
        {
            // One batch that cannot be written must not fail the others.
            foreach (var one in group) Write([one]);
            return;
        }

        Finish(group[0]).SetException(new UnavailableException("The database does not take events at the moment.", error));
    }

    private bool TryWrite(List<Waiting> group, out Exception? error)
    {
        try
        {
            _writer ??= _database.CreateWriter();
            var outcomes = _writer.Write([.. group.Select(one => one.Batch)], Clock.Micros(_time.GetUtcNow()));
            Interlocked.Add(ref _events, outcomes.Sum(outcome => outcome.IsReplay ? 0 : outcome.Answer?.Accepted ?? 0));
            Interlocked.Increment(ref _groups);
            for (var i = 0; i < group.Count; i++) Finish(group[i]).SetResult(outcomes[i]);
            (IsHealthy, error) = (true, null);
            return true;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            (IsHealthy, error) = (false, problem);
            _writer?.Dispose();
            _writer = null;
            return false;
        }
    }

    private TaskCompletionSource<WriteOutcome> Finish(Waiting one)
    {
        Interlocked.Add(ref _waitingEvents, -one.Batch.Count);
        return one.Outcome;
    }

    private sealed record Waiting(IngestBatch Batch)
    {
        public TaskCompletionSource<WriteOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
