namespace Telemetry.Tools.Charts;

/// <summary>A TrueType font file: one weight, no hinting, no shaping.</summary>
internal sealed class TrueTypeFont
{
    private readonly FontCharacterMap _characters;
    private readonly FontGlyphs _glyphs;
    private readonly FontBytes _metrics;
    private readonly int _metricCount;
    private readonly double _unitsPerEm;
    private readonly Dictionary<int, List<GlyphPoint[]>> _read = [];

    private TrueTypeFont(FontBytes file, int start)
    {
        Dictionary<uint, FontBytes> tables = Tables(file, start);
        FontBytes Table(ReadOnlySpan<byte> name) =>
            tables.TryGetValue((uint)(name[0] << 24 | name[1] << 16 | name[2] << 8 | name[3]), out FontBytes t) ? t : throw new InvalidDataException("The font lacks a table.");
        FontBytes head = Table("head"u8);
        _unitsPerEm = Math.Max((ushort)16, head.U16(18));
        _characters = new FontCharacterMap(Table("cmap"u8));
        _glyphs = new FontGlyphs(Table("glyf"u8), Table("loca"u8), head.I16(50) != 0);
        _metricCount = Math.Max((ushort)1, Table("hhea"u8).U16(34));
        _metrics = Table("hmtx"u8);
        // A font without these cannot write a chart, whatever else it has (symbols, another script).
        if ("AZaz09 .%".Any(c => _characters.Glyph(c) == 0) || Contours('A').Count == 0)
            throw new InvalidDataException("The font has no Latin letters.");
    }

    /// <summary>Reads a font; <see langword="null"/> when it is not one that can be used.</summary>
    public static TrueTypeFont? TryRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var file = new FontBytes(bytes);
            bool isCollection = file.U32(0) == 0x74746366;
            return new TrueTypeFont(file, isCollection ? checked((int)file.U32(12)) : 0);
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Advance of a character in em; <see langword="null"/> = the font lacks it.</summary>
    public double? Advance(int codePoint)
    {
        try
        {
            int glyph = _characters.Glyph(codePoint);
            return glyph == 0 ? null : _metrics.U16(Math.Min(glyph, _metricCount - 1) * 4) / _unitsPerEm;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Draws a character that the font has.</summary>
    public Outline Draw(int codePoint, Pt origin, double size)
    {
        var outline = new Outline();
        double scale = size / _unitsPerEm;
        foreach (GlyphPoint[] contour in Contours(codePoint))
            Draw(outline, contour, p => new Pt(origin.X + p.X * scale, origin.Y - p.Y * scale));
        return outline;
    }

    // A broken outline leaves a gap in the text and not a stack trace in a report.
    private List<GlyphPoint[]> Contours(int codePoint)
    {
        lock (_read)
        {
            if (_read.TryGetValue(codePoint, out List<GlyphPoint[]>? known))
                return known;
            try
            {
                known = _glyphs.Contours(_characters.Glyph(codePoint));
            }
            catch (InvalidDataException)
            {
                known = [];
            }
            return _read[codePoint] = known;
        }
    }

    // Between two controls the curve passes through their middle: that point is left out in the file.
    private static void Draw(Outline outline, GlyphPoint[] points, Func<GlyphPoint, Pt> place)
    {
        if (points.Length < 2)
            return;
        int first = Array.FindIndex(points, p => p.OnCurve);
        GlyphPoint start = first >= 0 ? points[first] : Middle(points[^1], points[0]);
        outline.MoveTo(place(start));
        GlyphPoint? control = null;
        for (int i = 1; i <= points.Length; i++)
        {
            GlyphPoint p = first >= 0 ? points[(first + i) % points.Length] : points[i - 1];
            if (control is not { } c)
            {
                if (p.OnCurve)
                    outline.LineTo(place(p));
                else
                    control = p;
                continue;
            }
            outline.QuadTo(place(c), place(p.OnCurve ? p : Middle(c, p)));
            control = p.OnCurve ? null : p;
        }
        if (control is { } last)
            outline.QuadTo(place(last), place(start));
    }

    private static GlyphPoint Middle(GlyphPoint a, GlyphPoint b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2, true);

    private static Dictionary<uint, FontBytes> Tables(FontBytes file, int start)
    {
        var tables = new Dictionary<uint, FontBytes>();
        for (int i = 0; i < file.U16(start + 4); i++)
        {
            int record = start + 12 + i * 16;
            tables[file.U32(record)] = file.Part(file.U32(record + 8), Math.Min(file.U32(record + 12), Math.Max(0, file.Length - (long)file.U32(record + 8))));
        }
        return tables;
    }
}
