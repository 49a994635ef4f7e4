namespace Telemetry.Tools.Charts;

/// <summary>Slanting lines inside an outline.</summary>
internal static class Hatching
{
    private const double Diagonal = 1.4142135623730951;

    /// <param name="outline">A polygon.</param>
    /// <param name="gap">Distance between lines in pixels.</param>
    public static List<(Pt From, Pt To)> Lines(IReadOnlyList<Pt> outline, double gap)
    {
        double step = gap * Diagonal;
        double first = Math.Ceiling(outline.Min(p => p.X + p.Y) / step) * step, last = outline.Max(p => p.X + p.Y);
        var lines = new List<(Pt, Pt)>();
        for (double sum = first; sum < last && lines.Count < 4000; sum += step)
        {
            List<Pt> crossings = Crossings(outline, sum);
            for (int i = 0; i + 1 < crossings.Count; i += 2)
                lines.Add((crossings[i], crossings[i + 1]));
        }
        return lines;
    }

    private static List<Pt> Crossings(IReadOnlyList<Pt> outline, double sum)
    {
        var found = new List<Pt>();
        for (int i = 0; i < outline.Count; i++)
        {
            Pt a = outline[i], b = outline[(i + 1) % outline.Count];
            double from = a.X + a.Y - sum, to = b.X + b.Y - sum;
            if (from < 0 == to < 0)
                continue;
            double share = from / (from - to);
            found.Add(new(a.X + (b.X - a.X) * share, a.Y + (b.Y - a.Y) * share));
        }
        found.Sort(static (p, q) => p.X.CompareTo(q.X));
        return found;
    }
}
