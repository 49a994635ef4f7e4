namespace Telemetry.Tools.Charts;

/// <summary>One bar a category, made of one piece a series. Negative values grow the other way from zero.</summary>
/// <param name="Categories">Names of the bars.</param>
/// <param name="Series">The pieces, from zero outwards; each has one value a category.</param>
public sealed record StackedBarMark(IReadOnlyList<string> Categories, IReadOnlyList<ValueSeries> Series) : PlotMark
{
    /// <summary>Which way bars grow.</summary>
    public BarOrientation Orientation { get; init; }

    /// <inheritdoc/>
    public override int FiniteValues => Series.Sum(s => Used(s).Count(double.IsFinite));

    /// <inheritdoc/>
    public override int DroppedValues => Series.Sum(s => Used(s).Count(v => !double.IsFinite(v)));

    private IEnumerable<double> Used(ValueSeries series) => series.Values.Take(Categories.Count);
}

/// <summary>One value a category.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Values">Values in the order of the categories; a missing one counts as zero.</param>
/// <param name="Style">How the series is told apart.</param>
public sealed record ValueSeries(string Name, IReadOnlyList<double> Values, SeriesStyle Style = default);
