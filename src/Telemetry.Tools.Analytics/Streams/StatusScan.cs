namespace Telemetry.Tools.Analytics;

/// <summary>Counts a stream's events and finds the first and last time.</summary>
internal static class StatusScan
{
    public static StatusTotals Run(StreamSource source, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        var answer = ScanExecutor.Run(source, [new Query([Measure.Count])], progress, cancellationToken: cancellationToken);
        return new StatusTotals(answer.Totals.Events, answer.Totals.Rejected, source.Files.Sum(file => file.Bytes), answer.First, answer.Last);
    }
}

internal sealed record StatusTotals(long Events, long Rejected, long Bytes, DateTimeOffset? First, DateTimeOffset? Last);
