namespace Telemetry.Tools.Server;

/// <summary>Moves a window over steps of a time: each step is added and taken away once.</summary>
internal static class WindowSlide
{
    private static readonly SortedList<long, UsageCell> None = [];

    /// <summary>The usage of each window.</summary>
    /// <param name="cells">Steps by their start; <see langword="null"/> for none.</param>
    /// <param name="range">Ends of the first and the last window.</param>
    /// <param name="step">Distance of their ends.</param>
    /// <param name="window">Their length, whole steps.</param>
    /// <param name="withTimes">Whether histograms are needed.</param>
    public static IEnumerable<(long End, UsageCell Cell)> Over(SortedList<long, UsageCell>? cells, EndRange range, long step, long window, bool withTimes)
    {
        cells ??= None;
        var (sums, from, to, cell) = (default(UsageSums), 0, 0, new UsageCell());
        for (var end = range.First; end <= range.Last; end += step)
        {
            var (oldFrom, oldTo) = (from, to);
            while (to < cells.Count && cells.GetKeyAtIndex(to) < end) sums.Add(cells.GetValueAtIndex(to++).Sums);
            while (from < to && cells.GetKeyAtIndex(from) < end - window) sums.Remove(cells.GetValueAtIndex(from++).Sums);
            if ((from, to) != (oldFrom, oldTo)) cell = CellOf(cells, sums, from, to, withTimes);
            yield return (end, cell);
        }
    }

    private static UsageCell CellOf(SortedList<long, UsageCell> cells, in UsageSums sums, int from, int to, bool withTimes)
    {
        var cell = new UsageCell();
        cell.Add(sums);
        for (var i = from; withTimes && i < to; i++) cell.AddTimes(cells.GetValueAtIndex(i));
        return cell;
    }
}

/// <summary>Ends of windows that follow each other.</summary>
/// <param name="First">The first end.</param>
/// <param name="Last">The last, inclusive.</param>
internal readonly record struct EndRange(long First, long Last)
{
    /// <summary>Ranges in order, those that touch or overlap as one.</summary>
    public static List<EndRange> Merge(IEnumerable<EndRange> ranges, long step)
    {
        var merged = new List<EndRange>();
        foreach (var range in ranges.Where(range => range.First <= range.Last).OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + step) merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, range.Last) };
            else merged.Add(range);
        }

        return merged;
    }
}
