using System.Text;

namespace Telemetry.Tools.Charts;

/// <summary>A font of the machine in two weights. What it lacks shows a box.</summary>
internal sealed class InstalledFont(string name, TrueTypeFont regular, TrueTypeFont? bold) : IFontFace
{
    private const double BoxAdvance = 0.6;

    public string Name => name;

    public double Width(string text, double size, bool isBold)
    {
        TrueTypeFont font = Weight(isBold);
        return text.EnumerateRunes().Sum(r => font.Advance(r.Value) ?? BoxAdvance) * size;
    }

    public IEnumerable<Outline> Outlines(string text, Pt origin, double size, bool isBold)
    {
        TrueTypeFont font = Weight(isBold);
        double x = origin.X;
        foreach (Rune rune in text.EnumerateRunes())
        {
            double? advance = font.Advance(rune.Value);
            yield return advance is null ? Box(new(x, origin.Y), size) : font.Draw(rune.Value, new(x, origin.Y), size);
            x += (advance ?? BoxAdvance) * size;
        }
    }

    private TrueTypeFont Weight(bool isBold) => isBold && bold is not null ? bold : regular;

    private static Outline Box(Pt at, double size)
    {
        var outline = new Outline();
        Pt[] corners = new Box(at.X + 0.1 * size, at.Y - 0.7 * size, 0.4 * size, 0.7 * size).Corners();
        for (int i = 0; i < 4; i++)
            Stroker.Stroke(outline, [corners[i], corners[(i + 1) % 4]], size * 0.07);
        return outline;
    }
}
