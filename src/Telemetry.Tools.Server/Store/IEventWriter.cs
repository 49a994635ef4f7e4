namespace Telemetry.Tools.Server;

/// <summary>Writes batches, each group of them in one transaction: events, hourly and daily rollups, histograms, change counters and kept answers.</summary>
internal interface IEventWriter : IDisposable
{
    /// <summary>Writes a group. All of it is on disk when this returns; nothing of it where it throws.</summary>
    /// <param name="batches">No two of one tenant have the same idempotency key.</param>
    /// <param name="now">Microseconds since 1970.</param>
    /// <returns>One outcome a batch, in order.</returns>
    IReadOnlyList<WriteOutcome> Write(IReadOnlyList<IngestBatch> batches, long now);
}

/// <summary>What became of a batch.</summary>
/// <param name="Answer">The answer; <see langword="null"/> for a conflict.</param>
/// <param name="IsReplay">Whether the answer is the stored one of an earlier request with the same idempotency key.</param>
internal sealed record WriteOutcome(IngestAnswer? Answer, bool IsReplay = false)
{
    /// <summary>The idempotency key was used for another body.</summary>
    public static WriteOutcome Conflict { get; } = new((IngestAnswer?)null);
}
