namespace Telemetry.Tools.Charts;

/// <summary>A series that can be drawn: finite points and gaps, both in the order of X.</summary>
internal sealed record XySeries(string Name, Ink Ink, IReadOnlyList<PlotPoint> Points, IReadOnlyList<double> Gaps)
{
    /// <summary>The points between gaps.</summary>
    public IEnumerable<IReadOnlyList<PlotPoint>> Pieces()
    {
        var piece = new List<PlotPoint>();
        int gap = 0;
        foreach (PlotPoint point in Points)
        {
            int passed = gap;
            while (gap < Gaps.Count && Gaps[gap] < point.X)
                gap++;
            if (gap > passed && piece.Count > 0)
            {
                yield return piece;
                piece = [];
            }
            piece.Add(point);
        }
        if (piece.Count > 0)
            yield return piece;
    }
}

/// <summary>Gets series into shape.</summary>
internal static class XyData
{
    public static List<XySeries> Series(Plot plot, XyMark mark)
    {
        Ink[] inks = SeriesInks.Of(mark.Series.Select(s => s.Style));
        return [.. mark.Series.Select((s, i) => new XySeries(ChartText.Clean(s.Name), inks[i],
            [.. s.Points.Where(p => p.IsFinite && PlotNotes.HasPlace(plot, p)).OrderBy(p => p.X)],
            [.. s.Gaps.Where(double.IsFinite).Order()]))];
    }

    /// <summary>Each series on top of those before it. All get the same places.</summary>
    public static List<XySeries> Stacked(IReadOnlyList<XySeries> series)
    {
        double[] places = [.. series.SelectMany(s => s.Points).Select(p => p.X).Concat(series.SelectMany(s => s.Gaps)).Distinct().Order()];
        var sums = new double[places.Length];
        var stacked = new List<XySeries>();
        foreach (XySeries one in series)
        {
            foreach (PlotPoint point in one.Points)
                sums[Array.BinarySearch(places, point.X)] += point.Y;
            stacked.Add(one with { Points = [.. places.Select((x, i) => new PlotPoint(x, sums[i]))] });
        }
        return stacked;
    }

    public static (double Min, double Max) RangeX(IEnumerable<XySeries> series)
    {
        double[] all = [.. series.SelectMany(s => s.Points).Select(p => p.X)];
        return (all.Min(), all.Max());
    }

    /// <summary>The ends of Y: with zero for areas, and for lines too unless that would press them into a band at the top.</summary>
    public static (double Min, double Max) RangeY(Plot plot, IEnumerable<XySeries> series)
    {
        double[] all = [.. series.SelectMany(s => s.Points).Select(p => p.Y),
            .. plot.References.Where(r => r.Axis == ReferenceAxis.Y && double.IsFinite(r.Value)).Select(r => r.Value)];
        double min = all.Min(), max = all.Max();
        if (plot.Y.Scale == AxisScale.Log)
            return all.Where(v => v > 0).DefaultIfEmpty(1) is var positive ? (positive.Min(), positive.Max()) : default;
        bool zero = plot.Mark is AreaMark || all.Length <= 2 || min >= 0 && min <= 0.7 * max || max <= 0 && max >= 0.7 * min;
        return zero ? (Math.Min(0, min), Math.Max(0, max)) : (min, max);
    }

    /// <summary>At most four points a pixel: the first, the last, the highest and the lowest.</summary>
    public static List<Pt> Thin(IReadOnlyList<Pt> line)
    {
        var kept = new List<Pt>();
        for (int from = 0; from < line.Count;)
        {
            int to = from;
            while (to < line.Count && Math.Floor(line[to].X) == Math.Floor(line[from].X))
                to++;
            IEnumerable<Pt> pixel = line.Skip(from).Take(to - from);
            kept.AddRange(to - from <= 4 ? pixel : [line[from], pixel.MinBy(p => p.Y), pixel.MaxBy(p => p.Y), line[to - 1]]);
            from = to;
        }
        return kept;
    }
}
