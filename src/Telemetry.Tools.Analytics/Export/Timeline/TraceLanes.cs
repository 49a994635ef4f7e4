namespace Telemetry.Tools.Analytics;

/// <summary>Spreads spans over lanes so that those of one lane follow each other or stand inside one another: viewers draw nothing else.</summary>
internal sealed class TraceLanes
{
    // More at once than a picture can show; what is left shares the last one.
    private const int Most = 256;

    /// <summary>For each lane, its outermost spans by time; they do not overlap.</summary>
    private readonly List<List<(long Start, long End)>> _lanes = [];

    /// <summary>The first lane, from 1 on, that has room. Spans that come in the order of their ends nest best.</summary>
    public int Place(long start, long end)
    {
        var lane = _lanes.FindIndex(spans => TryPlace(spans, start, end));
        if (lane >= 0) return lane + 1;
        if (_lanes.Count < Most) _lanes.Add([(start, end)]);
        return _lanes.Count;
    }

    private static bool TryPlace(List<(long Start, long End)> spans, long start, long end)
    {
        var (first, after) = (Count(spans, span => span.End <= start), Count(spans, span => span.Start < end));
        if (first < after && (spans[first].Start < start || spans[after - 1].End > end)) return false;
        if (first < after) spans.RemoveRange(first, after - first);
        spans.Insert(first, (start, end));
        return true;
    }

    // How many spans from the beginning on are so.
    private static int Count(List<(long Start, long End)> spans, Func<(long Start, long End), bool> isSo)
    {
        var (low, high) = (0, spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (isSo(spans[middle])) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
