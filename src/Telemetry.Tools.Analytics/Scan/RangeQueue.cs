namespace Telemetry.Tools.Analytics;

/// <summary>Hands out ranges in order to whoever is free.</summary>
internal sealed class RangeQueue(List<ScanRange> ranges, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
{
    private readonly long _total = ranges.Sum(range => range.End - range.Start);
    private int _next = -1;
    private long _bytes;
    private long _lines;

    public void Work(IRowSink sink, Func<StreamFormat, IRowSink, IRangeReader> makeReader)
    {
        var readers = new Dictionary<StreamFormat, IRangeReader>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var index = Interlocked.Increment(ref _next);
            if (index >= ranges.Count) return;
            var range = ranges[index];
            if (!readers.TryGetValue(range.Format, out var reader)) readers[range.Format] = reader = makeReader(range.Format, sink);
            reader.Read(range);
            Report(range);
        }
    }

    private void Report(ScanRange range)
    {
        if (progress is null) return;
        var bytes = Interlocked.Add(ref _bytes, range.End - range.Start);
        var lines = Interlocked.Add(ref _lines, range.LineEnds);
        progress.Report(new ScanProgress(bytes, _total, lines));
    }
}
