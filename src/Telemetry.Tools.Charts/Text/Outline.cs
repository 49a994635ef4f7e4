namespace Telemetry.Tools.Charts;

/// <summary>Closed contours of straight edges in device pixels. Curves are divided by arithmetic that gives the same result on every machine.</summary>
internal sealed class Outline
{
    private readonly List<List<Pt>> _contours = [];

    public IReadOnlyList<IReadOnlyList<Pt>> Contours => _contours;

    public void Add(IEnumerable<Pt> contour) => _contours.Add([.. contour]);

    public void MoveTo(Pt to) => _contours.Add([to]);

    public void LineTo(Pt to) => _contours[^1].Add(to);

    public void QuadTo(Pt control, Pt to)
    {
        Pt from = _contours[^1][^1];
        int steps = Steps(from, control, to);
        for (int i = 1; i <= steps; i++)
        {
            double t = (double)i / steps, u = 1 - t;
            LineTo(new(u * u * from.X + 2 * u * t * control.X + t * t * to.X, u * u * from.Y + 2 * u * t * control.Y + t * t * to.Y));
        }
    }

    /// <summary>The points of a cubic curve after its first.</summary>
    public static IEnumerable<Pt> Cubic(Pt a, Pt b, Pt c, Pt d)
    {
        int steps = Steps(a, b, d) + Steps(a, c, d);
        for (int i = 1; i <= steps; i++)
        {
            double t = (double)i / steps, u = 1 - t;
            double p = u * u * u, q = 3 * u * u * t, r = 3 * u * t * t, s = t * t * t;
            yield return new(p * a.X + q * b.X + r * c.X + s * d.X, p * a.Y + q * b.Y + r * c.Y + s * d.Y);
        }
    }

    private static int Steps(Pt a, Pt b, Pt c)
    {
        double length = Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y) + Math.Abs(b.X - c.X) + Math.Abs(b.Y - c.Y);
        return Math.Clamp((int)(Math.Sqrt(length) * 2), 3, 24);
    }
}
