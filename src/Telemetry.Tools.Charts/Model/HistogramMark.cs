namespace Telemetry.Tools.Charts;

/// <summary>How often values fall into each range. The ranges lie on <see cref="Plot.X"/>, the counts on <see cref="Plot.Y"/>.</summary>
/// <param name="Bins">Ranges side by side, in order; <see cref="HistogramBins"/> makes them.</param>
public sealed record HistogramMark(IReadOnlyList<HistogramBin> Bins) : PlotMark
{
    /// <summary>What the bars stand for.</summary>
    public SeriesStyle Style { get; init; }

    /// <summary>Values that had no place in any range.</summary>
    public int Dropped { get; init; }

    /// <inheritdoc/>
    public override int FiniteValues => Bins.Count(b => b.IsFinite);

    /// <inheritdoc/>
    public override int DroppedValues => Dropped + Bins.Count(b => !b.IsFinite);
}

/// <summary>One range of a histogram.</summary>
/// <param name="From">Lower end, inclusive, in the unit of <see cref="Plot.X"/>.</param>
/// <param name="To">Upper end, exclusive (inclusive in the last one).</param>
/// <param name="Count">Values in it.</param>
public readonly record struct HistogramBin(double From, double To, double Count)
{
    /// <summary>Whether it can be drawn.</summary>
    public bool IsFinite => double.IsFinite(From) && double.IsFinite(To) && double.IsFinite(Count) && To > From;
}
