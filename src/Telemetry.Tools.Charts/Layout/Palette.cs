namespace Telemetry.Tools.Charts;

/// <summary>
/// The colours of a theme. Series take the palette of Okabe and Ito ("Color Universal Design", 2008), which people with any kind of colour vision can tell apart,
/// in an order that keeps its green and vermilion for success and failure, and darkened or lightened until it stands out from the background.
/// </summary>
internal sealed class Palette
{
    public const int Slots = 8;
    public const int HeatLevels = 9;

    /// <summary>Least contrast of marks: WCAG 2.2, 1.4.11.</summary>
    public const double MarkContrast = 3;

    private static readonly int[] OkabeIto = [0x0072B2, 0xE69F00, 0xCC79A7, 0x56B4E9, 0xF0E442, 0x000000, 0x009E73, 0xD55E00];

    public static readonly Palette Light = new(0xFFFFFF, 0x1B1F24, 0x59626D, 0xE7E9EC, 0x8A929C, 0x8A929C,
        [0xE1ECF5, 0xC3DAEB, 0x9FC5E0, 0x78AED4, 0x4D96C6, 0x237EB5, 0x05669C, 0x044E79, 0x053757]);

    public static readonly Palette Dark = new(0x14181D, 0xE9EBEE, 0xA5ADB7, 0x2B3139, 0x77818D, 0x77818D,
        [0x1E2A35, 0x213A4D, 0x254C68, 0x2A5F84, 0x3073A1, 0x418ABD, 0x67A4D0, 0x93BFE0, 0xC1DCF0]);

    private readonly Rgb[] _parts;
    private readonly Rgb[] _series;
    private readonly Rgb[] _heat;

    private Palette(int background, int text, int muted, int grid, int axis, int neutral, int[] heat)
    {
        Rgb back = Rgb.Parse(background);
        // Small bright marks on dark look weaker than the formula says.
        double contrast = back.Luminance > 0.5 ? MarkContrast : MarkContrast + 1;
        _parts = new Rgb[(int)InkKind.Neutral + 1];
        _parts[(int)InkKind.Background] = back;
        _parts[(int)InkKind.Text] = Rgb.Parse(text);
        _parts[(int)InkKind.Muted] = Rgb.Parse(muted);
        _parts[(int)InkKind.Grid] = Rgb.Parse(grid);
        _parts[(int)InkKind.Axis] = Rgb.Parse(axis);
        _parts[(int)InkKind.Neutral] = Rgb.Parse(neutral);
        _parts[(int)InkKind.Success] = Rgb.Parse(0x009E73).Against(back, contrast);
        _parts[(int)InkKind.Failure] = Rgb.Parse(0xD55E00).Against(back, contrast);
        _series = [.. OkabeIto.Select(c => Rgb.Parse(c == 0 ? text : c).Against(back, contrast))];
        _heat = [.. heat.Select(Rgb.Parse)];
    }

    /// <summary>Every ink that a chart can use, for a style sheet.</summary>
    public static IEnumerable<Ink> Inks
    {
        get
        {
            var colours = Enumerable.Range(0, (int)InkKind.Neutral + 1).Select(k => new Ink((InkKind)k))
                .Concat(Enumerable.Range(0, Slots).Select(Ink.Series))
                .Concat(Enumerable.Range(0, HeatLevels).Select(Ink.Heat)).ToList();
            return colours.Concat(colours.Where(i => i.Kind >= InkKind.Success).Select(i => i.TextOnIt));
        }
    }

    public Rgb this[Ink ink] => ink.On ? TextOn(Colour(ink)) : Colour(ink);

    public static Palette Of(ChartTheme theme) => theme == ChartTheme.Dark ? Dark : Light;

    private static Rgb TextOn(Rgb colour)
    {
        Rgb black = Rgb.Parse(0), white = Rgb.Parse(0xFFFFFF);
        return black.Contrast(colour) >= white.Contrast(colour) ? black : white;
    }

    private Rgb Colour(Ink ink) => ink.Kind switch
    {
        InkKind.Series => _series[ink.Slot],
        InkKind.Heat => _heat[ink.Slot],
        var part => _parts[(int)part],
    };
}
