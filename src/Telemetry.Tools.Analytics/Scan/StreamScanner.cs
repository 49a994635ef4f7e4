namespace Telemetry.Tools.Analytics;

/// <summary>Reads all files of a stream, on all processors where the order does not matter.</summary>
internal static class StreamScanner
{
    /// <summary>Size of the parts that workers take.</summary>
    public const long RangeSize = 4 * 1024 * 1024;

    /// <summary>Reads on several workers, each with a sink of its own.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="layout">Its columns.</param>
    /// <param name="slots">The asked ones.</param>
    /// <param name="sinks">One for each worker; a single one gets the events in the order of the files.</param>
    /// <param name="progress">Told about every range.</param>
    /// <param name="cancellationToken">Stops between two ranges.</param>
    /// <param name="rangeSize">For tests: where files are cut.</param>
    /// <param name="isTolerantOnly">For tests: without the fast plan.</param>
    public static ScanTotals Run(
        StreamSource source,
        StreamLayout layout,
        SlotMap slots,
        IReadOnlyList<IRowSink> sinks,
        IProgress<ScanProgress>? progress,
        CancellationToken cancellationToken,
        long rangeSize = RangeSize,
        bool isTolerantOnly = false)
    {
        using var files = new SourceFiles(source.Files, rangeSize);
        var queue = new RangeQueue(files.Ranges, progress, cancellationToken);
        if (sinks.Count == 1 || files.Ranges.Count < 2) queue.Work(sinks[0], MakeReader);
        else Parallel.ForEach(sinks, new ParallelOptions { MaxDegreeOfParallelism = sinks.Count }, sink => queue.Work(sink, MakeReader));
        cancellationToken.ThrowIfCancellationRequested();
        return Sum(files.Ranges);

        IRangeReader MakeReader(StreamFormat format, IRowSink sink) =>
            format == StreamFormat.Csv ? new CsvRangeReader(layout, slots, sink) : new JsonRangeReader(layout, slots, sink, isTolerantOnly);
    }

    // Line numbers become the file's: each range adds the line ends of those before it.
    private static ScanTotals Sum(List<ScanRange> ranges)
    {
        var totals = new ScanTotals();
        long linesBefore = 0;
        foreach (var range in ranges)
        {
            if (range.Start == 0) linesBefore = 0;
            var lines = range.Totals.RejectedLines;
            for (var i = 0; i < lines.Count; i++) lines[i] = lines[i] with { Line = lines[i].Line + linesBefore };
            totals.Add(range.Totals);
            linesBefore += range.LineEnds;
        }

        return totals;
    }
}
