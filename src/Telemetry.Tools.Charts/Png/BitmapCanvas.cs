namespace Telemetry.Tools.Charts;

/// <summary>Draws a scene into pixels.</summary>
internal sealed class BitmapCanvas(Bitmap bitmap, Palette palette, IFontFace font, double scale) : ICanvas
{
    private readonly PolygonFiller _filler = new(bitmap);

    public void Rect(Box box, Ink fill, string? tip) => _filler.Fill(new Box(box.X * scale, box.Y * scale, box.Width * scale, box.Height * scale), palette[fill]);

    public void Line(Pt from, Pt to, Pen pen) => Stroke([from, to], pen, round: false);

    public void Polyline(IReadOnlyList<Pt> points, Pen pen) => Stroke(points, pen, round: true);

    public void Polygon(IReadOnlyList<Pt> points, Ink fill, double opacity) => _filler.Fill([Scaled(points)], palette[fill], opacity);

    public void Circle(Pt centre, double radius, Ink fill, string? tip)
    {
        double k = radius * 0.5522847498, x = centre.X, y = centre.Y;
        Pt top = new(x, y - radius), right = new(x + radius, y), bottom = new(x, y + radius), left = new(x - radius, y);
        IEnumerable<Pt> round = Outline.Cubic(top, new(x + k, top.Y), new(right.X, y - k), right)
            .Concat(Outline.Cubic(right, new(right.X, y + k), new(x + k, bottom.Y), bottom))
            .Concat(Outline.Cubic(bottom, new(x - k, bottom.Y), new(left.X, y + k), left))
            .Concat(Outline.Cubic(left, new(left.X, y - k), new(x - k, top.Y), top));
        _filler.Fill([Scaled([.. round])], palette[fill]);
    }

    public void Hit(Box box, string tip)
    {
        // Nobody points at a picture of pixels.
    }

    public void Hatch(IReadOnlyList<(Pt From, Pt To)> lines, Pen pen)
    {
        foreach ((Pt from, Pt to) in lines)
            Stroke([from, to], pen, round: false);
    }

    public void Text(TextItem text)
    {
        // A baseline between two pixels would blur every letter on it.
        double x = text.Left * scale, y = Math.Round(text.At.Y * scale);
        foreach (Outline letter in font.Outlines(text.Text, new(x, y), text.Size * scale, text.Bold))
            _filler.Fill(letter.Contours, palette[text.Ink]);
    }

    private void Stroke(IReadOnlyList<Pt> points, Pen pen, bool round)
    {
        Pt[] scaled = Scaled(points);
        double width = pen.Width * scale;
        IEnumerable<IReadOnlyList<Pt>> lines = pen.Dashed ? Stroker.Dashes(scaled, 5 * scale, 4 * scale) : Pieces(scaled);
        foreach (IReadOnlyList<Pt> line in lines)
        {
            var outline = new Outline();
            if (round)
                Stroker.Stroke(outline, line, width);
            else
                Stroker.AddSegment(outline, line[0], line[^1], width / 2);
            _filler.Fill(outline.Contours, palette[pen.Ink]);
        }
    }

    // Outlines of thousands of edges take long to fill; a line in pieces looks the same.
    private static IEnumerable<IReadOnlyList<Pt>> Pieces(Pt[] line)
    {
        const int length = 64;
        for (int from = 0; from == 0 || from < line.Length - 1; from += length)
            yield return line[from..Math.Min(from + length + 1, line.Length)];
    }

    private Pt[] Scaled(IReadOnlyList<Pt> points) => [.. points.Select(p => new Pt(p.X * scale, p.Y * scale))];
}
