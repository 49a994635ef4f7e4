namespace Telemetry.Tools;

/// <summary>What became of the events of a <see cref="TelemetryClient"/>.</summary>
/// <param name="Logged">Taken from the program.</param>
/// <param name="Accepted">Acknowledged by the server, new to it. With a shared buffer folder also events of other processes.</param>
/// <param name="Duplicates">Acknowledged by the server, which had them: an earlier answer had been lost.</param>
/// <param name="Rejected">Refused by the server for good; <see cref="TelemetryClientOptions.OnRejected"/> is told why.</param>
/// <param name="Dropped">Given up: the queue was full, the event too large, or memory was all there was when the client ended.</param>
public sealed record TelemetryClientCounts(long Logged, long Accepted, long Duplicates, long Rejected, long Dropped);
