namespace Telemetry.Tools.Charts;

/// <summary>
/// A font that is always there: Latin-1 and some signs, drawn as lines of one width with round ends. Sizes are exact on every machine, and the tops of letters lie on whole pixels.
/// </summary>
internal sealed class BuiltInFont : IFontFace
{
    public static readonly BuiltInFont Instance = new();

    private const double UnitsPerEm = 1000;
    private const double Regular = 0.092;
    private const double Strong = 0.132;
    private const double BoldSpread = 1.06;
    private const double XHeight = 0.53;
    private const double CapHeight = 0.72;

    public double Width(string text, double size, bool bold)
    {
        double units = 0;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
            units += BuiltInGlyphs.Of(rune.Value).Advance;
        return units / UnitsPerEm * size * (bold ? BoldSpread : 1);
    }

    public IEnumerable<Outline> Outlines(string text, Pt origin, double size, bool bold)
    {
        double x = origin.X;
        double spread = size / UnitsPerEm * (bold ? BoldSpread : 1);
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            BuiltInGlyph glyph = BuiltInGlyphs.Of(rune.Value);
            yield return Draw(glyph, new Pt(x, origin.Y), spread, size, size * (bold ? Strong : Regular));
            x += glyph.Advance * spread;
        }
    }

    private static Outline Draw(BuiltInGlyph glyph, Pt origin, double spread, double size, double width)
    {
        var outline = new Outline();
        Pt Place(Pt p) => new(origin.X + p.X * spread, origin.Y - Height(p.Y / UnitsPerEm, size, width));
        foreach (IReadOnlyList<Pt> line in glyph.Lines)
        {
            if (line.Count == 1)
                outline.Add(Stroker.Disc(Place(line[0]), width * 0.66));
            else
                Stroker.Stroke(outline, [.. line.Select(Place)], width);
        }
        return outline;
    }

    // Baseline, x-height and cap height are put on pixel edges (the line keeps inside of them); everything between is spread evenly.
    private static double Height(double y, double size, double width)
    {
        double half = width / 2;
        double x = Math.Round(XHeight * size) - half, cap = Math.Round(CapHeight * size) - half;
        return y switch
        {
            <= 0 => half + y * size,
            <= XHeight => half + y / XHeight * (x - half),
            <= CapHeight => x + (y - XHeight) / (CapHeight - XHeight) * (cap - x),
            _ => cap + (y - CapHeight) * size,
        };
    }
}
