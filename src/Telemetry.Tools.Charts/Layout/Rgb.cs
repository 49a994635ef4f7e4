namespace Telemetry.Tools.Charts;

/// <summary>A colour of sRGB.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    private static readonly double[] Linear = [.. Enumerable.Range(0, 256).Select(i => ToLinear(i / 255.0))];

    /// <summary>Relative luminance, WCAG 2.2.</summary>
    public double Luminance => 0.2126 * Linear[R] + 0.7152 * Linear[G] + 0.0722 * Linear[B];

    public static Rgb Parse(int hex) => new((byte)(hex >> 16), (byte)(hex >> 8), (byte)hex);

    /// <summary>Contrast ratio 1–21, WCAG 2.2.</summary>
    public double Contrast(Rgb other)
    {
        double a = Luminance + 0.05, b = other.Luminance + 0.05;
        return a > b ? a / b : b / a;
    }

    /// <summary>The nearest colour of the same hue, darker on light and lighter on dark, that stands out from the background well enough.</summary>
    public Rgb Against(Rgb background, double contrast)
    {
        Rgb goal = background.Luminance > 0.5 ? new(0, 0, 0) : new(255, 255, 255);
        for (int share = 0; share < 100; share++)
        {
            Rgb mixed = Mix(goal, share / 100.0);
            if (mixed.Contrast(background) >= contrast)
                return mixed;
        }
        return goal;
    }

    public Rgb Mix(Rgb other, double share) => new(Mix(R, other.R, share), Mix(G, other.G, share), Mix(B, other.B, share));

    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + (to - from) * share);

    private static double ToLinear(double c) => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
}
