namespace Telemetry.Tools.Analytics;

/// <summary>What <c>status</c> says of a stream.</summary>
/// <param name="Name">The stream.</param>
/// <param name="Format"><c>jsonl</c> or <c>csv</c>.</param>
/// <param name="Events">Valid events.</param>
/// <param name="Rejected">Lines that are no valid events.</param>
/// <param name="Segments">Files.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="First">Time of the earliest event; <see langword="null"/> where there is none, or no time.</param>
/// <param name="Last">Time of the latest event.</param>
public sealed record StreamStatus(
    string Name, string Format, long Events, long Rejected, int Segments, long Bytes, DateTimeOffset? First, DateTimeOffset? Last);
