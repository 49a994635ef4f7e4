namespace Telemetry.Tools.Server;

/// <summary>A batch and where its answer goes.</summary>
internal sealed record WaitingBatch(IngestBatch Batch)
{
    public TaskCompletionSource<WriteOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Batches in the order in which they came, taken as groups by the threads that write.</summary>
internal sealed class WaitingBatches
{
    private const int MaxGroupEvents = 20_000;
    private const int LeastBeside = 1_000;
    private const int MaxBatches = 4_096;
    private const int MaxEvents = 400_000;

    private readonly object _gate = new();
    private readonly LinkedList<WaitingBatch> _line = new();
    private int _lineEvents;
    private int _takenEvents;
    private bool _isClosed;

    /// <summary>Events that wait or are being written.</summary>
    public int Events
    {
        get
        {
            lock (_gate) return _lineEvents + _takenEvents;
        }
    }

    /// <summary>Appends a batch; <see langword="false"/> where too much waits already.</summary>
    public bool TryAdd(WaitingBatch one)
    {
        lock (_gate)
        {
            if (_isClosed || _line.Count >= MaxBatches || _lineEvents + _takenEvents + one.Batch.Count > MaxEvents) return false;
            _line.AddLast(one);
            _lineEvents += one.Batch.Count;
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Waits for a group; empty once it is closed and nothing waits any more.</summary>
    public List<WaitingBatch> Take()
    {
        lock (_gate)
        {
            while (!_isClosed)
            {
                if (TryTake() is { } group) return group;
                Monitor.Wait(_gate);
            }

            return Group();
        }
    }

    /// <summary>Takes the group that is worth a transaction now; <see langword="null"/> where there is none.</summary>
    public List<WaitingBatch>? TryTake()
    {
        lock (_gate) return IsWorthIt ? Group() : null;
    }

    /// <summary>A batch of a group is written, or could not be.</summary>
    public void Finish(WaitingBatch one)
    {
        lock (_gate)
        {
            _takenEvents -= one.Batch.Count;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes no more; what waits is still written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    // A small group beside another one would only wait for it, and take from the next.
    private bool IsWorthIt => _line.Count > 0 && (_takenEvents == 0 || _lineEvents >= Math.Max(LeastBeside, _takenEvents / 2));

    private List<WaitingBatch> Group()
    {
        var (group, events, keys) = (new List<WaitingBatch>(), 0, new HashSet<(string, string)>());
        for (var node = _line.First; node is not null && events < MaxGroupEvents;)
        {
            var (next, batch) = (node.Next, node.Value.Batch);
            // The second request with one idempotency key must find the answer of the first.
            if (batch.IdempotencyKey is not { } key || keys.Add((batch.Tenant, key)))
            {
                group.Add(node.Value);
                events += batch.Count;
                _line.Remove(node);
            }

            node = next;
        }

        (_lineEvents, _takenEvents) = (_lineEvents - events, _takenEvents + events);
        return group;
    }
}
