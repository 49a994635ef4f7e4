using System.Threading.Channels;

namespace Telemetry.Tools;

/// <summary>
/// Takes events from the queue into batches, and batches to the server: one after the other, in one loop, so that nothing here needs a lock. Whatever happens elsewhere
/// (an event, an answer, a moment) only wakes it.
/// </summary>
internal sealed class ClientLoop : IDisposable
{
    private const int MaxBatchBytes = 1024 * 1024;
    private const int MaxEventsAtOnce = 2_000;
    private static readonly TimeSpan ScanInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseWhenRefused = TimeSpan.FromMinutes(5);

    private readonly TelemetryClientOptions _options;
    private readonly ChannelReader<OutgoingEvent> _queue;
    private readonly WakeSignal _wake;
    private readonly EventSender _sender;
    private readonly BufferFolder? _folder;
    private readonly HeldEvents _held;
    private readonly ClientCounters _counters;
    private readonly StoreWarnings _warnings;
    private readonly RetryDelay _delay;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _cancelSending = new();
    private readonly long _start;

    private readonly Dictionary<string, OpenBatch> _open = new(StringComparer.Ordinal);
    private readonly LinkedList<SealedBatch> _memory = new();
    private readonly Dictionary<string, TimeSpan> _pausedUntil = new(StringComparer.Ordinal);
    private readonly List<TaskCompletionSource<bool>> _flushes = [];
    private readonly Queue<TaskCompletionSource<bool>> _askedFlushes = new();
    private SealedBatch? _current;
    private Task<SendOutcome>? _sending;
    private TimeSpan _notBefore;
    private TimeSpan _askedNotBefore;
    private TimeSpan _scanAt;
    private TimeSpan? _deadline;
    private bool _isStopAsked;
    private bool _isGivenUp;

    public ClientLoop(TelemetryClientOptions options, ChannelReader<OutgoingEvent> queue, WakeSignal wake, EventSender sender, BufferFolder? folder, HeldEvents held, ClientCounters counters, StoreWarnings warnings)
    {
        (_options, _queue, _wake, _sender, _folder, _held, _counters, _warnings) = (options, queue, wake, sender, folder, held, counters, warnings);
        _delay = new RetryDelay(options.Jitter);
        _start = options.Time.GetTimestamp();
        _timer = options.Time.CreateTimer(_ => wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    // Since the start, and not the time of day, which somebody may set back.
    private TimeSpan Now => _options.Time.GetElapsedTime(_start);

    private bool HasWork => _current is not null || _memory.Count > 0 || _folder?.HasWaiting == true;

    /// <summary>Runs until it is stopped and all is sent, or the time for that is over.</summary>
    public async Task RunAsync()
    {
        for (Step(); _deadline is null || !IsDone(); Step()) await _wake.WaitAsync().ConfigureAwait(false);
        await LeaveAsync().ConfigureAwait(false);
    }

    /// <summary>Asks for all to be sent now.</summary>
    /// <returns>Whether it was; <see langword="false"/> as soon as a request fails.</returns>
    public Task<bool> FlushAsync()
    {
        var asked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_askedFlushes) _askedFlushes.Enqueue(asked);
        _wake.Set();
        return asked.Task;
    }

    /// <summary>Asks the loop to send what is left, and to end.</summary>
    public void Stop()
    {
        Volatile.Write(ref _isStopAsked, true);
        _wake.Set();
    }

    /// <summary>Counts what is left as dropped: the loop has failed.</summary>
    public void Abandon()
    {
        var left = _memory.Sum(batch => batch.Count) + _open.Values.Sum(batch => batch.Abandon()) + (_current is { IsInMemory: true } ? _current.Count : 0);
        while (_queue.TryRead(out _)) left++;
        _counters.Dropped(left);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _cancelSending.Dispose();
    }

    private void Step()
    {
        TakeRequests();
        EndPauses();
        Drain();
        SealDue();
        FinishSending();
        ScanFolder();
        StartSending();
        AnswerFlushes();
        SetTimer();
    }

    private void TakeRequests()
    {
        if (Volatile.Read(ref _isStopAsked) && _deadline is null)
        {
            _deadline = Now + _options.ShutdownTimeout;
            _notBefore = _askedNotBefore;
        }

        lock (_askedFlushes)
        {
            if (_askedFlushes.Count == 0) return;
            _flushes.AddRange(_askedFlushes);
            _askedFlushes.Clear();
        }

        _notBefore = _askedNotBefore;
        _scanAt = TimeSpan.Zero;
        _pausedUntil.Clear();
    }

    private void EndPauses()
    {
        foreach (var (stream, until) in _pausedUntil.ToArray())
        {
            if (until > Now) continue;
            _pausedUntil.Remove(stream);
            _scanAt = TimeSpan.Zero;
        }
    }

    private void Drain()
    {
        var left = MaxEventsAtOnce;
        while (left-- > 0 && _queue.TryRead(out var item))
        {
            if (!_open.TryGetValue(item.Stream, out var batch)) _open[item.Stream] = batch = new OpenBatch(item.Stream, Now, _folder, _held);
            batch.Add(item.Line);
            if (batch.Count >= _options.BatchSize || batch.Bytes >= MaxBatchBytes) Seal(item.Stream, batch);
        }

        // The rest comes at once, but a program that logs without end must not keep batches from leaving.
        if (left < 0) _wake.Set();
        foreach (var batch in _open.Values) batch.Save();
    }

    private void SealDue()
    {
        var isAll = _flushes.Count > 0 || _deadline is not null;

        // While the server is away nothing is gained by many small batches.
        if (!isAll && Now < _notBefore) return;
        foreach (var (stream, batch) in _open.ToArray())
        {
            if (isAll || Now - batch.Since >= _options.FlushInterval) Seal(stream, batch);
        }
    }

    private void Seal(string stream, OpenBatch batch)
    {
        _open.Remove(stream);
        if (batch.Seal() is { Count: > 0 } inMemory) _memory.AddLast(inMemory);
    }

    private void ScanFolder()
    {
        if (_folder is null || Now < _scanAt) return;
        _folder.Scan();
        _scanAt = Now + ScanInterval;
    }

    private void StartSending()
    {
        if (_sending is not null || Now < _notBefore || _isGivenUp || Now >= _deadline) return;
        _current ??= Next();
        if (_current is null) return;
        _sending = _sender.SendAsync(_current.Stream, _current.Lines, _cancelSending.Token);
        _ = _sending.ContinueWith(static (_, wake) => ((WakeSignal)wake!).Set(), _wake, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private SealedBatch? Next()
    {
        for (var node = _memory.First; node is not null; node = node.Next)
        {
            if (!IsWanted(node.Value.Stream)) continue;
            _memory.Remove(node);
            return node.Value;
        }

        return _folder?.TryTake(IsWanted);
    }

    private bool IsWanted(string stream) => !_pausedUntil.ContainsKey(stream);

    private void FinishSending()
    {
        if (_sending is not { IsCompleted: true } done) return;
        var (batch, outcome) = (_current!, done.GetAwaiter().GetResult());
        _sending = null;
        switch (outcome.Kind)
        {
            case SendOutcomeKind.Delivered:
                _counters.Delivered(outcome.Accepted, outcome.Duplicates);
                Reject(batch, outcome.Rejected);
                Finish(batch);
                break;
            case SendOutcomeKind.Impossible:
                Reject(batch, [.. Enumerable.Range(0, batch.Count).Select(index => new RejectedItem(index, $"http_{outcome.Status}", outcome.Message))]);
                Finish(batch);
                break;
            case SendOutcomeKind.UnknownStream:
                PutBack(batch);
                break;
            case SendOutcomeKind.Refused:
                _warnings.Add(ClientDiagnostics.Refused(outcome.Status, outcome.Message));
                WaitFor(PauseWhenRefused);
                _isGivenUp = _deadline is not null;
                break;
            default:
                _warnings.Add(ClientDiagnostics.Unreachable(outcome.Message));
                _askedNotBefore = Now + RetryDelay.Least(outcome.RetryAfter);
                WaitFor(_delay.Next(outcome.RetryAfter));
                break;
        }
    }

    private void Finish(SealedBatch batch)
    {
        _current = null;
        _delay.Reset();
        batch.Finish();
        if (batch.IsInMemory) _held.Release(batch.Count, batch.Lines.Length);
        else _folder!.Finished(batch);
    }

    private void PutBack(SealedBatch batch)
    {
        _current = null;
        _warnings.Add(ClientDiagnostics.UnknownStream(batch.Stream));
        _pausedUntil[batch.Stream] = Now + PauseWhenRefused;
        if (batch.IsInMemory) _memory.AddLast(batch);
        batch.Release();
    }

    private void WaitFor(TimeSpan wait)
    {
        _notBefore = Now + wait;
        Answer(false);
    }

    private void Reject(SealedBatch batch, IReadOnlyList<RejectedItem> items)
    {
        if (items.Count == 0) return;
        _counters.Rejected(items.Count);
        if (_options.OnRejected is not { } tell) return;
        var identities = batch.Identities();
        foreach (var item in items)
        {
            try
            {
                tell(new RejectedEvent(batch.Stream, item.Index < identities.Count ? identities[item.Index] : "", item.Code, item.Message));
            }
            catch (Exception)
            {
                // The host's own; telemetry goes on.
            }
        }
    }

    private void AnswerFlushes()
    {
        if (_flushes.Count == 0 || _sending is not null || _queue.TryPeek(out _)) return;
        var mustWait = HasWork && Now < _notBefore;
        if (!mustWait && (_current is not null || _folder?.HasWaiting == true)) return;
        Answer(!mustWait && _memory.Count == 0 && _pausedUntil.Count == 0);
    }

    private void Answer(bool isSent)
    {
        foreach (var flush in _flushes) flush.TrySetResult(isSent);
        _flushes.Clear();
    }

    private bool IsDone() => Now >= _deadline || (_sending is null && _askedNotBefore >= _deadline) || (_sending is null && !_queue.TryPeek(out _) && (_isGivenUp || (!HasWork && _open.Count == 0) || (_current is null && !HasWanted())));

    private bool HasWanted() => _memory.Any(batch => IsWanted(batch.Stream)) || _folder?.HasWaiting == true;

    private void SetTimer()
    {
        var due = _deadline ?? TimeSpan.MaxValue;
        if (_sending is null && HasWork && _notBefore > Now) due = Earlier(due, _notBefore);
        if (_folder is not null) due = Earlier(due, _scanAt);
        foreach (var batch in _open.Values) due = Earlier(due, Later(batch.Since + _options.FlushInterval, _notBefore));
        foreach (var until in _pausedUntil.Values) due = Earlier(due, until);
        if (due == TimeSpan.MaxValue) return;
        var wait = due - Now;
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Earlier(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;

    /// <summary>Time is over: what is on disk stays there, what is in memory goes there if it can.</summary>
    private async Task LeaveAsync()
    {
        if (_sending is not null)
        {
            await _cancelSending.CancelAsync().ConfigureAwait(false);
            await _sending.ConfigureAwait(false);
            FinishSending();
        }

        Answer(false);
        SealAll();
        if (_current is { IsInMemory: true } unsent) _memory.AddFirst(unsent);
        else _current?.Release();
        foreach (var batch in _memory) Keep(batch);
    }

    // Nothing is logged any more, so that the queue comes to an end.
    private void SealAll()
    {
        do
        {
            Drain();
            SealDue();
        }
        while (_queue.TryPeek(out _));
    }

    private void Keep(SealedBatch batch)
    {
        if (_folder is not null && _folder.HasRoom(batch.Lines.Length) && _folder.TryCreate(batch.Stream) is { } file)
        {
            try
            {
                file.Append(batch.Lines.Span);
                file.Seal();
                _folder.Wrote(batch.Lines.Length);
                return;
            }
            catch (IOException error)
            {
                _folder.Fail(error);
                file.Delete();
            }
        }

        _counters.Dropped(batch.Count);
    }
}
