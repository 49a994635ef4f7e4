namespace Telemetry.Tools.Charts;

/// <summary>A point of a glyph in font units; off-curve points are controls of quadratic curves.</summary>
internal readonly record struct GlyphPoint(double X, double Y, bool OnCurve);

/// <summary>Reads outlines: table <c>glyf</c> of the OpenType specification, simple and composite.</summary>
internal sealed class FontGlyphs(FontBytes glyf, FontBytes loca, bool longOffsets)
{
    private const int DeepestNesting = 5, MostPoints = 20_000;

    /// <summary>The contours of a glyph.</summary>
    public List<GlyphPoint[]> Contours(int glyph)
    {
        var contours = new List<GlyphPoint[]>();
        Add(contours, glyph, 0, static p => p);
        return contours;
    }

    private void Add(List<GlyphPoint[]> contours, int glyph, int depth, Func<GlyphPoint, GlyphPoint> place)
    {
        long from = longOffsets ? loca.U32(glyph * 4) : loca.U16(glyph * 2) * 2L;
        long to = longOffsets ? loca.U32(glyph * 4 + 4) : loca.U16(glyph * 2 + 2) * 2L;
        if (to <= from)
            return;
        FontBytes data = glyf.Part(from, to - from);
        int count = data.I16(0);
        if (count >= 0)
            contours.AddRange(Simple(data, count).Select(c => c.Select(place).ToArray()));
        else if (depth < DeepestNesting)
            Composite(contours, data, depth, place);
    }

    private static List<GlyphPoint[]> Simple(FontBytes data, int count)
    {
        int[] ends = [.. Enumerable.Range(0, count).Select(i => (int)data.U16(10 + i * 2))];
        int points = count == 0 ? 0 : ends[^1] + 1;
        if (points > MostPoints)
            throw new InvalidDataException("The glyph has too many points.");
        int at = 10 + count * 2;
        at += 2 + data.U16(at);
        var flags = new byte[points];
        for (int i = 0; i < points;)
        {
            byte flag = data.Byte(at++);
            int repeats = (flag & 8) != 0 ? data.Byte(at++) : 0;
            for (int r = 0; r <= repeats && i < points; r++)
                flags[i++] = flag;
        }
        double[] xs = Coordinates(data, flags, ref at, 2, 16), ys = Coordinates(data, flags, ref at, 4, 32);
        var contours = new List<GlyphPoint[]>();
        for (int c = 0, start = 0; c < count; start = ends[c++] + 1)
            contours.Add([.. Enumerable.Range(start, Math.Max(0, ends[c] + 1 - start)).Select(i => new GlyphPoint(xs[i], ys[i], (flags[i] & 1) != 0))]);
        return contours;
    }

    private static double[] Coordinates(FontBytes data, byte[] flags, ref int at, int isByte, int isSameOrPositive)
    {
        var values = new double[flags.Length];
        int value = 0;
        for (int i = 0; i < flags.Length; i++)
        {
            bool set = (flags[i] & isSameOrPositive) != 0;
            if ((flags[i] & isByte) != 0)
                value += set ? data.Byte(at++) : -data.Byte(at++);
            else if (!set)
            {
                value += data.I16(at);
                at += 2;
            }
            values[i] = value;
        }
        return values;
    }

    private void Composite(List<GlyphPoint[]> contours, FontBytes data, int depth, Func<GlyphPoint, GlyphPoint> place)
    {
        const int words = 1, isOffset = 2, scaled = 8, more = 32, scaledXY = 64, matrix = 128;
        int at = 10, flags;
        do
        {
            flags = data.U16(at);
            int glyph = data.U16(at + 2);
            at += 4;
            double dx = (flags & words) != 0 ? data.I16(at) : (sbyte)data.Byte(at);
            double dy = (flags & words) != 0 ? data.I16(at + 2) : (sbyte)data.Byte(at + 1);
            at += (flags & words) != 0 ? 4 : 2;
            // Parts that are placed by matching points are rare; they stay where they are drawn.
            if ((flags & isOffset) == 0)
                (dx, dy) = (0, 0);
            (double a, double b, double c, double d) = (1, 0, 0, 1);
            if ((flags & scaled) != 0)
                (a, d, at) = (Fraction(data, at), Fraction(data, at), at + 2);
            else if ((flags & scaledXY) != 0)
                (a, d, at) = (Fraction(data, at), Fraction(data, at + 2), at + 4);
            else if ((flags & matrix) != 0)
                (a, b, c, d, at) = (Fraction(data, at), Fraction(data, at + 2), Fraction(data, at + 4), Fraction(data, at + 6), at + 8);
            Add(contours, glyph, depth + 1, p => place(new(a * p.X + c * p.Y + dx, b * p.X + d * p.Y + dy, p.OnCurve)));
            if (contours.Count > MostPoints)
                throw new InvalidDataException("The glyph has too many contours.");
        }
        while ((flags & more) != 0);
    }

    private static double Fraction(FontBytes data, int at) => data.I16(at) / 16384.0;
}
