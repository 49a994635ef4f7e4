namespace Telemetry.Tools.Charts;

/// <summary>
/// Widths of text whose font the reader's system chooses. The built-in font is about as wide as common interface fonts; some (DejaVu, Verdana) are wider, hence the allowance.
/// </summary>
internal sealed class SvgMetrics : ITextMetrics
{
    public static readonly SvgMetrics Instance = new();

    private const double Allowance = 1.13;
    private const double Unknown = 1;

    public double Width(string text, double size, bool bold)
    {
        double missing = text.EnumerateRunes().Count(r => !BuiltInGlyphs.Has(r.Value)) * size * (Unknown - 0.56);
        return BuiltInFont.Instance.Width(text, size, bold) * Allowance + missing;
    }
}
