namespace Telemetry.Tools.Charts;

/// <summary>A colour by its part in the chart; the theme says which colour that is.</summary>
/// <param name="Kind">Its part.</param>
/// <param name="Slot">Colour slot of a series, level of a heat map.</param>
/// <param name="On">The ink of text on it, and not the colour itself.</param>
internal readonly record struct Ink(InkKind Kind, int Slot = 0, bool On = false)
{
    public static readonly Ink Background = new(InkKind.Background);
    public static readonly Ink Text = new(InkKind.Text);
    public static readonly Ink Muted = new(InkKind.Muted);
    public static readonly Ink Grid = new(InkKind.Grid);
    public static readonly Ink Axis = new(InkKind.Axis);
    public static readonly Ink Failure = new(InkKind.Failure);
    public static readonly Ink Neutral = new(InkKind.Neutral);

    public Ink TextOnIt => this with { On = true };

    /// <summary>Short name, stable: part of the class names in SVG.</summary>
    public string Name => (On ? "on-" : "") + Kind switch
    {
        InkKind.Series => $"s{Slot}",
        InkKind.Heat => $"h{Slot}",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    public static Ink Series(int slot) => new(InkKind.Series, ((slot % Palette.Slots) + Palette.Slots) % Palette.Slots);

    public static Ink Heat(int level) => new(InkKind.Heat, level);

    public static Ink Of(SeriesStyle style, int order) => style.Meaning switch
    {
        SeriesMeaning.Success => new(InkKind.Success),
        SeriesMeaning.Failure => Failure,
        SeriesMeaning.Neutral => Neutral,
        _ => Series(style.Slot ?? order),
    };
}

/// <summary>The parts of a chart that have a colour.</summary>
internal enum InkKind
{
    Background,
    Text,
    Muted,
    Grid,
    Axis,
    Success,
    Failure,
    Neutral,
    Series,
    Heat,
}
