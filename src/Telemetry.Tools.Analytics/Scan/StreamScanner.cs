using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads all files of a stream, on all processors where the order does not matter.</summary>
internal static class StreamScanner
{
    private const long RangeSize = 8 * 1024 * 1024;

    /// <summary>Reads on several workers, each with a sink of its own.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="layout">Its columns.</param>
    /// <param name="slots">The asked ones.</param>
    /// <param name="sinks">One for each worker; their number is the degree of parallelism.</param>
    /// <param name="progress">Told about every range.</param>
    /// <param name="cancellationToken">Stops between two ranges.</param>
    public static ScanTotals Run(
        StreamSource source,
        StreamLayout layout,
        SlotMap slots,
        IReadOnlyList<IRowSink> sinks,
        IProgress<ScanProgress>? progress,
        CancellationToken cancellationToken)
    {
        var isCsv = source.Schema.Storage.Format == StorageFormat.Csv;
        var ranges = Ranges(source.Files, isCsv ? long.MaxValue : RangeSize);
        using var queue = new RangeQueue(ranges, progress, cancellationToken);
        if (sinks.Count == 1 || ranges.Count < 2) queue.Work(Reader(isCsv, layout, slots, sinks[0]));
        else Parallel.ForEach(sinks, new ParallelOptions { MaxDegreeOfParallelism = sinks.Count }, sink => queue.Work(Reader(isCsv, layout, slots, sink)));
        cancellationToken.ThrowIfCancellationRequested();
        return Sum(ranges);
    }

    private static Action<Microsoft.Win32.SafeHandles.SafeFileHandle, ScanRange, long> Reader(bool isCsv, StreamLayout layout, SlotMap slots, IRowSink sink) =>
        isCsv ? new CsvRangeReader(layout, slots, sink).Read : new JsonRangeReader(layout, slots, sink).Read;

    private static List<ScanRange> Ranges(IReadOnlyList<string> files, long size)
    {
        var ranges = new List<ScanRange>();
        foreach (var file in files)
        {
            var length = new FileInfo(file).Length;
            for (long start = 0; start < length; start += size)
            {
                var end = size > length - start ? length : start + size;
                ranges.Add(new ScanRange(ranges.Count, file, start, end));
                if (end == length) break;
            }
        }

        return ranges;
    }

    // Line numbers become the file's: each range adds the line ends of those before it.
    private static ScanTotals Sum(List<ScanRange> ranges)
    {
        var totals = new ScanTotals();
        long linesBefore = 0;
        string? file = null;
        foreach (var range in ranges)
        {
            if (range.File != file) (file, linesBefore) = (range.File, 0);
            var lines = range.Totals.RejectedLines;
            for (var i = 0; i < lines.Count; i++) lines[i] = lines[i] with { Line = lines[i].Line + linesBefore };
            totals.Add(range.Totals);
            linesBefore += range.LineEnds;
        }

        return totals;
    }
}
