using System.Globalization;

namespace Telemetry.Tools.Charts;

/// <summary>A character of the built-in font: lines in units of 1/1000 em, y upwards; a line of one point is a dot.</summary>
internal sealed record BuiltInGlyph(double Advance, IReadOnlyList<IReadOnlyList<Pt>> Lines)
{
    // How far control points of a quarter go: 0.5523 would be an ellipse; a little more is easier to read in small letters.
    private const double Roundness = 0.58;

    /// <summary>
    /// Reads <c>advance M x y L x y …</c>. M starts a line, L goes straight, C is a cubic curve, H a quarter that leaves horizontally, V a quarter that leaves vertically, D a dot.
    /// </summary>
    public static BuiltInGlyph Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var lines = new List<IReadOnlyList<Pt>>();
        List<Pt> line = [];
        for (int i = 1; i < words.Length;)
        {
            char command = words[i][0];
            Pt[] points = [.. Enumerable.Range(0, command == 'C' ? 3 : 1).Select(n => new Pt(Number(words[i + 1 + 2 * n]), Number(words[i + 2 + 2 * n])))];
            i += 1 + 2 * points.Length;
            if (command is 'M' or 'D')
                lines.Add(line = [points[0]]);
            else
                line.AddRange(command == 'L' ? points : Curve(command, line[^1], points));
        }
        return new BuiltInGlyph(Number(words[0]), lines);
    }

    public BuiltInGlyph With(BuiltInGlyph mark, double x, double y) => this with { Lines = [.. Lines, .. mark.Moved(x, y).Lines] };

    public BuiltInGlyph Moved(double x, double y) => this with { Lines = Map(p => new(p.X + x, p.Y + y)) };

    public BuiltInGlyph Scaled(double factor) => new(Advance * factor, Map(p => new(p.X * factor, p.Y * factor)));

    private Pt[][] Map(Func<Pt, Pt> change) => [.. Lines.Select(l => l.Select(change).ToArray())];

    private static IEnumerable<Pt> Curve(char command, Pt from, Pt[] p)
    {
        Pt to = p[^1];
        double dx = (to.X - from.X) * Roundness, dy = (to.Y - from.Y) * Roundness;
        (Pt first, Pt second) = command switch
        {
            'C' => (p[0], p[1]),
            'H' => (new Pt(from.X + dx, from.Y), new Pt(to.X, to.Y - dy)),
            _ => (new Pt(from.X, from.Y + dy), new Pt(to.X - dx, to.Y)),
        };
        for (int i = 1; i <= 10; i++)
        {
            double t = i / 10.0, u = 1 - t;
            double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
            yield return new(a * from.X + b * first.X + c * second.X + d * to.X, a * from.Y + b * first.Y + c * second.Y + d * to.Y);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
