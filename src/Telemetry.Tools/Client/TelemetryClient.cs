using System.Threading.Channels;

namespace Telemetry.Tools;

/// <summary>
/// Sends events to a server: in batches, in the background, each counted once however often it is sent. Logging never blocks and never throws. Safe for use by several
/// threads; one for each server and program is enough.
/// </summary>
public sealed class TelemetryClient : IAsyncDisposable, IDisposable
{
    private const int MaxEventBytes = 1024 * 1024;
    private const int KeptBufferBytes = 256 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    [ThreadStatic]
    private static byte[]? _buffer;

    private readonly TelemetryClientOptions _options;
    private readonly ClientCounters _counters = new();
    private readonly StoreWarnings _warnings = new();
    private readonly WakeSignal _wake = new();
    private readonly HeldEvents _held;
    private readonly Channel<OutgoingEvent> _queue = Channel.CreateUnbounded<OutgoingEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HttpClient? _ownClient;
    private readonly ClientLoop? _loop;
    private readonly PrivacyKey? _hashKey;
    private readonly Task _running = Task.CompletedTask;
    private volatile bool _isStopped;

    /// <summary>Begins to send, where that is wanted; never throws because of the options, the disk or the network.</summary>
    /// <param name="options">Where to, and how.</param>
    public TelemetryClient(TelemetryClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = Bounded(options);
        _held = new HeldEvents(_options.QueueCapacity);
        if (!MaySend()) return;
        var folder = _options.BufferFolder is { Length: > 0 } ? BufferFolder.TryOpen(_options, _warnings) : null;
        _hashKey = _options.HashKey ?? folder?.Key();
        var http = _options.HttpClient ?? (_ownClient = OwnClient());
        var sender = new EventSender(http, _options.BaseUrl!, _options.UsageEndpoint, _options.ApiKey, _options.RequestTimeout, _options.Time);
        _loop = new ClientLoop(_options, _queue.Reader, _wake, sender, folder, _held, _counters, _warnings);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Whether events are sent; where not, <see cref="Log{TEvent}"/> does nothing.</summary>
    public bool IsEnabled => _loop is not null;

    /// <summary>What became of the events so far.</summary>
    public TelemetryClientCounts Counts => _counters.Now;

    /// <summary>What went wrong so far, for the host to show if it likes; at most one of each kind.</summary>
    public IReadOnlyList<StoreWarning> Warnings => _warnings.All;

    /// <summary>Takes an event, to be sent soon. Its identity, and its time where it has none, are fixed now.</summary>
    public void Log<TEvent>(in TEvent value)
        where TEvent : class, ITelemetryEvent<TEvent> => TryLog(value);

    /// <summary>As <see cref="Log{TEvent}"/>.</summary>
    /// <returns>Whether it was taken; where not, it is counted as dropped, or the client is off.</returns>
    public bool TryLog<TEvent>(in TEvent value)
        where TEvent : class, ITelemetryEvent<TEvent>
    {
        if (_loop is null) return false;
        if (!_isStopped && value is not null && TryEnqueue(value))
        {
            _counters.Logged();
            return true;
        }

        _counters.Dropped();
        return false;
    }

    /// <summary>Sends what was logged so far without waiting for more.</summary>
    /// <param name="cancellation">Stops waiting; sending goes on.</param>
    /// <returns>Whether the server has dealt with all of it; <see langword="false"/> as soon as a request fails, and the events are kept.</returns>
    public async Task<bool> FlushAsync(CancellationToken cancellation = default)
    {
        if (_loop is null || _isStopped) return _loop is null;
        var flush = _loop.FlushAsync();
        await Task.WhenAny(flush, _running).WaitAsync(cancellation).ConfigureAwait(false);
        return flush.IsCompletedSuccessfully && await flush.ConfigureAwait(false);
    }

    /// <summary>Sends what is left, for <see cref="TelemetryClientOptions.ShutdownTimeout"/> at most. What cannot be sent stays in the buffer folder; without one it is dropped and counted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        _queue.Writer.TryComplete();
        _loop?.Stop();
        await _running.ConfigureAwait(false);
        _loop?.Dispose();
        _ownClient?.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private bool TryEnqueue<TEvent>(TEvent value)
        where TEvent : class, ITelemetryEvent<TEvent>
    {
        try
        {
            var line = LineOf(value);
            if (line.Length > MaxEventBytes || !_held.TryTake(line.Length)) return false;
            if (!_queue.Writer.TryWrite(new OutgoingEvent(TEvent.Stream.Name, line))) return false;
            _wake.Set();
            return true;
        }
        catch (Exception error)
        {
            // A property of the host's own, or a client that is being disposed of: no reason for the host to fail.
            _warnings.Add(ClientDiagnostics.Failed(error.Message));
            return false;
        }
    }

    private byte[] LineOf<TEvent>(TEvent value)
        where TEvent : class, ITelemetryEvent<TEvent>
    {
        var writer = new LineWriter(_buffer ?? new byte[1024], _hashKey);
        _buffer = null;
        TEvent.WriteJson(value, ref writer);
        var now = _options.Time.GetUtcNow();
        var line = EventEnvelope.Line(writer.Written, Traits<TEvent>.Known, TEvent.TimeOf(value) is not null, Guid.CreateVersion7(now), now);
        _buffer = writer.Buffer.Length <= KeptBufferBytes ? writer.Buffer : null;
        return line;
    }

    private async Task RunAsync()
    {
        try
        {
            await _loop!.RunAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _isStopped = true;
            _queue.Writer.TryComplete();
            _loop!.Abandon();
            _warnings.Add(ClientDiagnostics.Failed(error.Message));
        }
    }

    private bool MaySend()
    {
        if (!_options.Enabled || StoreLocator.Veto(_options.Environment ?? StoreEnvironment.OfProcess()) is not null) return false;
        if (_options.BaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            _warnings.Add(ClientDiagnostics.BadServer(_options.BaseUrl));
            return false;
        }

        if (_options.ApiKey is null || _options.ApiKey.All(letter => letter is > ' ' and < (char)127)) return true;
        _warnings.Add(ClientDiagnostics.BadKey());
        return false;
    }

    // A key that was read from a file often ends with a line break.
    private static TelemetryClientOptions Bounded(TelemetryClientOptions options) => options with
    {
        ApiKey = string.IsNullOrWhiteSpace(options.ApiKey) ? null : options.ApiKey.Trim(),
        BatchSize = Math.Clamp(options.BatchSize, 1, 10_000),
        QueueCapacity = Math.Max(1, options.QueueCapacity),
        FlushInterval = Bounded(options.FlushInterval, TimeSpan.FromMilliseconds(1)),
        RequestTimeout = Bounded(options.RequestTimeout, TimeSpan.FromSeconds(30)),
        ShutdownTimeout = Bounded(options.ShutdownTimeout, TimeSpan.Zero),
    };

    // Timers take no more than some weeks.
    private static TimeSpan Bounded(TimeSpan time, TimeSpan otherwise)
    {
        if (time == Timeout.InfiniteTimeSpan || time > Longest) return Longest;
        return time > TimeSpan.Zero ? time : otherwise;
    }

    // No redirect: the key is for this server alone.
    private static HttpClient OwnClient() => new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>What the schema of an event's stream says; read once for each type.</summary>
    private static class Traits<TEvent>
        where TEvent : class, ITelemetryEvent<TEvent>
    {
        public static readonly StreamTraits Known = StreamTraits.Of(TEvent.Stream);
    }
}
