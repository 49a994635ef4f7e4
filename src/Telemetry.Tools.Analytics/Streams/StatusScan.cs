namespace Telemetry.Tools.Analytics;

/// <summary>Counts a stream's events and finds the first and last time.</summary>
internal static class StatusScan
{
    public static StatusTotals Run(StreamSource source, IProgress<ScanProgress>? progress, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}

internal sealed record StatusTotals(long Events, long Rejected, long Bytes, DateTimeOffset? First, DateTimeOffset? Last);
