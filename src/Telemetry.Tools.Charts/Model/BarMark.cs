namespace Telemetry.Tools.Charts;

/// <summary>One bar a category, from zero.</summary>
/// <param name="Bars">The bars in the order in which they are drawn: sort them by value; <see cref="CategoryFold"/> does it.</param>
public sealed record BarMark(IReadOnlyList<Bar> Bars) : PlotMark
{
    /// <summary>Which way bars grow.</summary>
    public BarOrientation Orientation { get; init; }

    /// <inheritdoc/>
    public override int FiniteValues => Bars.Count(b => double.IsFinite(b.Value));

    /// <inheritdoc/>
    public override int DroppedValues => Bars.Count - FiniteValues;
}

/// <summary>One bar.</summary>
/// <param name="Name">Name of the category.</param>
/// <param name="Value">Length, in the unit of <see cref="Plot.Y"/>.</param>
/// <param name="Meaning">What the bar stands for.</param>
public sealed record Bar(string Name, double Value, SeriesMeaning Meaning = SeriesMeaning.None);

/// <summary>Which way bars grow.</summary>
public enum BarOrientation
{
    /// <summary>Horizontal when names are long or many, else vertical.</summary>
    Auto,

    /// <summary>Names at the left.</summary>
    Horizontal,

    /// <summary>Names at the bottom.</summary>
    Vertical,
}
