namespace Telemetry.Tools.Charts;

/// <summary>What a series or a bar stands for. A meaning has the same colour in every chart.</summary>
public enum SeriesMeaning
{
    /// <summary>Nothing special: takes a colour slot.</summary>
    None,

    /// <summary>What succeeded.</summary>
    Success,

    /// <summary>What failed: one colour everywhere, and hatched, dashed or crossed as the second cue.</summary>
    Failure,

    /// <summary>Background to the rest, such as "other": grey.</summary>
    Neutral,
}

/// <summary>How a series is told apart.</summary>
/// <param name="Meaning">What it stands for; wins over the slot.</param>
/// <param name="Slot">Colour slot 0–7 of the palette; <see langword="null"/> = by order.</param>
public readonly record struct SeriesStyle(SeriesMeaning Meaning = SeriesMeaning.None, int? Slot = null)
{
    /// <summary>The style of what succeeded.</summary>
    public static SeriesStyle Success => new(SeriesMeaning.Success);

    /// <summary>The style of what failed.</summary>
    public static SeriesStyle Failure => new(SeriesMeaning.Failure);

    /// <summary>The style of what is only there for comparison.</summary>
    public static SeriesStyle Neutral => new(SeriesMeaning.Neutral);
}
