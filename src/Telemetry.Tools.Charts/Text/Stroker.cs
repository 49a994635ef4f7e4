namespace Telemetry.Tools.Charts;

/// <summary>Turns lines into outlines with round ends and joins.</summary>
internal static class Stroker
{
    // Corners of a regular 16-gon, written out: sine and cosine differ between machines in the last digit.
    private static readonly (double X, double Y)[] Circle = MakeCircle();

    public static void Stroke(Outline outline, IReadOnlyList<Pt> line, double width)
    {
        double radius = width / 2;
        for (int i = 0; i < line.Count; i++)
        {
            if (i > 0 && i + 1 < line.Count && IsSmooth(line[i - 1], line[i], line[i + 1]))
                AddWedge(outline, line[i - 1], line[i], line[i + 1], radius);
            else
                outline.Add(Disc(line[i], radius));
            if (i > 0)
                AddSegment(outline, line[i - 1], line[i], radius);
        }
    }

    // A curve is many short lines: between two of them a small triangle does what a whole disc would do.
    private static bool IsSmooth(Pt a, Pt b, Pt c)
    {
        double dot = (b.X - a.X) * (c.X - b.X) + (b.Y - a.Y) * (c.Y - b.Y);
        return dot > 0.9 * Distance(a, b) * Distance(b, c);
    }

    private static void AddWedge(Outline outline, Pt a, Pt b, Pt c, double radius)
    {
        double first = Distance(a, b), second = Distance(b, c);
        if (first < 1e-9 || second < 1e-9)
            return;
        double turn = (b.X - a.X) * (c.Y - b.Y) - (b.Y - a.Y) * (c.X - b.X), side = turn > 0 ? radius : -radius;
        Pt from = new(b.X + (b.Y - a.Y) / first * side, b.Y - (b.X - a.X) / first * side);
        Pt to = new(b.X + (c.Y - b.Y) / second * side, b.Y - (c.X - b.X) / second * side);
        outline.Add(turn > 0 ? [b, from, to] : [b, to, from]);
    }

    /// <summary>A line with flat ends and no joins: for straight rules and hatching.</summary>
    public static void AddSegment(Outline outline, Pt from, Pt to, double radius)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y;
        double length = Math.Sqrt(dx * dx + dy * dy);
        if (length < 1e-9)
            return;
        double nx = -dy / length * radius, ny = dx / length * radius;
        outline.Add([new(from.X - nx, from.Y - ny), new(to.X - nx, to.Y - ny), new(to.X + nx, to.Y + ny), new(from.X + nx, from.Y + ny)]);
    }

    public static IEnumerable<Pt> Disc(Pt centre, double radius) => Circle.Select(c => new Pt(centre.X + c.X * radius, centre.Y + c.Y * radius));

    /// <summary>The parts of a line that dashes leave.</summary>
    public static IEnumerable<List<Pt>> Dashes(IReadOnlyList<Pt> line, double on, double off)
    {
        var dash = new List<Pt> { line[0] };
        double left = on;
        bool drawing = true;
        for (int i = 1; i < line.Count; i++)
        {
            Pt from = line[i - 1], to = line[i];
            double length = Distance(from, to), done = 0;
            while (length - done > left)
            {
                done += left;
                Pt at = new(from.X + (to.X - from.X) * done / length, from.Y + (to.Y - from.Y) * done / length);
                if (drawing)
                    yield return [.. dash, at];
                dash = [at];
                (drawing, left) = (!drawing, drawing ? off : on);
            }
            left -= length - done;
            dash.Add(to);
        }
        if (drawing && dash.Count > 1)
            yield return dash;
    }

    private static double Distance(Pt a, Pt b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));

    private static (double X, double Y)[] MakeCircle()
    {
        (double X, double Y)[] quarter = [(1, 0), (0.92387953251128674, 0.38268343236508977), (0.70710678118654752, 0.70710678118654752), (0.38268343236508977, 0.92387953251128674)];
        return [.. quarter, .. quarter.Select(p => (-p.Y, p.X)), .. quarter.Select(p => (-p.X, -p.Y)), .. quarter.Select(p => (p.Y, -p.X))];
    }
}
