namespace Telemetry.Tools.Charts;

/// <summary>Puts values into ranges with round ends.</summary>
public static class HistogramBins
{
    /// <summary>Counts values in ranges.</summary>
    /// <param name="values">Values in any order; those that are not finite (on a log scale: not positive) are counted as dropped.</param>
    /// <param name="axis">The axis of the values: its unit decides what is round, its scale whether ranges grow by a factor.</param>
    /// <param name="most">Upper limit of the number of ranges.</param>
    public static HistogramMark Of(IEnumerable<double> values, PlotAxis axis, int most = 40)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(axis);
        List<double> all = [.. values];
        bool log = axis.Scale == AxisScale.Log;
        List<double> kept = [.. all.Where(v => double.IsFinite(v) && (!log || v > 0))];
        if (kept.Count == 0)
            return new HistogramMark([]) { Dropped = all.Count };
        double[] edges = log ? LogEdges(kept.Min(), kept.Max()) : LinearEdges(kept, axis.Unit, most);
        return new HistogramMark(Count(kept, edges)) { Dropped = all.Count - kept.Count };
    }

    // Freedman–Diaconis would collapse on the heavy tails that durations have; the square root rule is calm and good enough to look at.
    private static double[] LinearEdges(List<double> values, string? unit, int most)
    {
        double min = values.Min(), max = values.Max();
        int wanted = Math.Clamp((int)Math.Ceiling(Math.Sqrt(values.Count)) * 2, 5, most);
        double step = RoundStep.Pick((max - min) / wanted, unit);
        if (max <= min)
            step = RoundStep.Pick(Math.Abs(min) > 0 ? Math.Abs(min) / 10 : 1, unit);
        double first = Math.Floor(min / step);
        int count = (int)Math.Clamp(Math.Floor(max / step) - first + 1, 1, most * 3);
        return [.. Enumerable.Range(0, count + 1).Select(i => (first + i) * step)];
    }

    // Preferred numbers (IEC 60063, series E3 and E6): bars of a log scale are equally wide, as their counts must be compared.
    private static double[] LogEdges(double min, double max)
    {
        int first = (int)Math.Floor(Math.Log10(min)), last = (int)Math.Floor(Math.Log10(max)) + 1;
        double[] steps = last - first > 6 ? [1] : last - first > 3 ? [1, 2.2, 4.7] : [1, 1.5, 2.2, 3.3, 4.7, 6.8];
        var edges = Enumerable.Range(first, last - first).SelectMany(e => steps.Select(s => s * PowerOfTen(e))).Append(PowerOfTen(last)).ToList();
        int from = Math.Max(0, edges.FindLastIndex(e => e <= min));
        int to = edges.FindIndex(e => e > max);
        return [.. edges.Skip(from).Take((to < 0 ? edges.Count : to + 1) - from)];
    }

    private static double PowerOfTen(int exponent) => double.Parse($"1e{exponent}", System.Globalization.CultureInfo.InvariantCulture);

    private static HistogramBin[] Count(List<double> values, double[] edges)
    {
        var counts = new int[edges.Length - 1];
        foreach (double value in values)
        {
            int at = Array.BinarySearch(edges, value);
            counts[Math.Clamp(at >= 0 ? at : ~at - 1, 0, counts.Length - 1)]++;
        }
        return [.. counts.Select((n, i) => new HistogramBin(edges[i], edges[i + 1], n))];
    }
}
