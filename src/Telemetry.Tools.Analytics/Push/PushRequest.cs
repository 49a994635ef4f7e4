namespace Telemetry.Tools.Analytics;

/// <summary>What is to be sent where.</summary>
/// <param name="StoreRoot">The store's folder.</param>
/// <param name="Streams">Its streams.</param>
/// <param name="Server">The server.</param>
/// <param name="Key">A key, or <see langword="null"/> for a server that asks for none. Secret.</param>
public sealed record PushRequest(string StoreRoot, IReadOnlyList<StreamSchema> Streams, Uri Server, string? Key)
{
    /// <summary>Whether to say what would be sent, and send nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether to send again what an earlier push has sent: for a server that has lost its data. What it has counts once all the same.</summary>
    public bool Again { get; init; }

    /// <summary>Streams that the server knows without being told.</summary>
    public IReadOnlySet<string> Shipped { get; init; } = new HashSet<string>();

    /// <summary>Sends the requests; <see langword="null"/> = a client of its own.</summary>
    public HttpClient? HttpClient { get; init; }

    /// <summary>The clock of retries.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told when the server asks to wait: until when, and what it says.</summary>
    public Action<DateTimeOffset, string>? OnWait { get; init; }

    /// <summary>The server, never the key.</summary>
    public override string ToString() => $"{StoreRoot} to {Server}";
}
