using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>Joins neighbouring ranges of a histogram until it takes few lines of a terminal.</summary>
internal static class FewerBins
{
    private const int Most = 12;

    /// <summary>The same plot, with at most twelve ranges where it is a histogram.</summary>
    public static Plot Of(Plot plot) => plot.Mark is HistogramMark histogram ? plot with { Mark = histogram with { Bins = Join(histogram.Bins) } } : plot;

    private static IReadOnlyList<HistogramBin> Join(IReadOnlyList<HistogramBin> bins)
    {
        var size = (bins.Count + Most - 1) / Most;
        if (size <= 1) return bins;
        return [.. bins.Chunk(size).Select(chunk => new HistogramBin(chunk[0].From, chunk[^1].To, chunk.Sum(bin => bin.Count)))];
    }
}
