namespace Telemetry.Tools;

/// <summary>Where a <see cref="TelemetryClient"/> sends events, and how. Off unless <see cref="Enabled"/> says otherwise.</summary>
public sealed record TelemetryClientOptions
{
    /// <summary>Whether events are sent; <c>DO_NOT_TRACK=1</c> and <c>TELEMETRY=0</c> win over it.</summary>
    public bool Enabled { get; init; }

    /// <summary>The server, for example <c>https://telemetry.example.com</c>.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>A key with the role <c>writer</c>; <see langword="null"/> for a server that asks for none. Secret: it is sent as a header and stands in no file.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where <c>client-usage</c> goes; <see langword="null"/> = <c>/v1/client/usage/log</c> below <see cref="BaseUrl"/>. Other streams go to <c>/v1/events/{stream}</c>.</summary>
    public Uri? UsageEndpoint { get; init; }

    /// <summary>Events in one request: 1 to 10,000.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>How long an event waits for others at most before it is sent; this and the other times are a day at most, also where they are infinite.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Events held in memory at most; what comes on top is dropped and counted.</summary>
    public int QueueCapacity { get; init; } = 10_000;

    /// <summary>
    /// A folder that keeps events until the server has acknowledged them, also when the process is killed; <see langword="null"/> = memory only.
    /// Any number of processes may share it, if they send to one server as one tenant.
    /// </summary>
    public string? BufferFolder { get; init; }

    /// <summary>Bytes that the folder may hold; what does not fit is kept in memory as far as <see cref="QueueCapacity"/> goes.</summary>
    public long BufferBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>How long one request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long <see cref="TelemetryClient.DisposeAsync"/> tries to send what is left; zero = not at all.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The key for hashed fields; <see langword="null"/> = a random one of the buffer folder's, or none without a folder: then hashed fields are sent as <c>null</c>.</summary>
    public PrivacyKey? HashKey { get; init; }

    /// <summary>Sends the requests; stays open. <see langword="null"/> = a client of its own, which follows no redirect.</summary>
    public HttpClient? HttpClient { get; init; }

    /// <summary>Told of each event that the server has refused for good. Called on a thread of the pool; what it throws is ignored.</summary>
    public Action<RejectedEvent>? OnRejected { get; init; }

    /// <summary>The clock of identities, times, intervals and retries.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What of the process is looked at; <see langword="null"/> = the process as it is.</summary>
    internal StoreEnvironment? Environment { get; init; }

    /// <summary>Random numbers from 0 to 1 that spread retries.</summary>
    internal Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>The server, never the key.</summary>
    public override string ToString() => Enabled ? $"{BaseUrl}" : "off";
}
