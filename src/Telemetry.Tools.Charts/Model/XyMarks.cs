namespace Telemetry.Tools.Charts;

/// <summary>Series of points on two axes.</summary>
/// <param name="Series">The series.</param>
public abstract record XyMark(IReadOnlyList<PointSeries> Series) : PlotMark
{
    /// <inheritdoc/>
    public override int FiniteValues => Series.Sum(s => s.Points.Count(p => p.IsFinite));

    /// <inheritdoc/>
    public override int DroppedValues => Series.Sum(s => s.Points.Count(p => !p.IsFinite));
}

/// <summary>Points joined by lines, in the order of X.</summary>
/// <param name="Series">The series.</param>
public sealed record LineMark(IReadOnlyList<PointSeries> Series) : XyMark(Series);

/// <summary>Filled lines, from zero.</summary>
/// <param name="Series">The series. Several are put on top of each other, so that the outline is their sum; a series without a value at some X counts as zero there.</param>
public sealed record AreaMark(IReadOnlyList<PointSeries> Series) : XyMark(Series);

/// <summary>Single points.</summary>
/// <param name="Series">The series.</param>
public sealed record ScatterMark(IReadOnlyList<PointSeries> Series) : XyMark(Series);

/// <summary>Points of one kind.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Points">The points.</param>
/// <param name="Style">How the series is told apart.</param>
public sealed record PointSeries(string Name, IReadOnlyList<PlotPoint> Points, SeriesStyle Style = default)
{
    /// <summary>Places on X where nothing is known: a line is not drawn across them. In areas they count as zero.</summary>
    public IReadOnlyList<double> Gaps { get; init; } = [];
}

/// <summary>A point. On a time axis X is seconds since 1970-01-01 UTC.</summary>
/// <param name="X">Place on <see cref="Plot.X"/>.</param>
/// <param name="Y">Value in the unit of <see cref="Plot.Y"/>.</param>
public readonly record struct PlotPoint(double X, double Y)
{
    /// <summary>Whether it can be drawn.</summary>
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y);

    /// <summary>A point in time.</summary>
    /// <param name="time">When.</param>
    /// <param name="value">Value in the unit of <see cref="Plot.Y"/>.</param>
    public static PlotPoint At(DateTimeOffset time, double value) => new(PlotTime.Seconds(time), value);
}

/// <summary>Times as places on a time axis.</summary>
public static class PlotTime
{
    /// <summary>Seconds since 1970-01-01 UTC.</summary>
    /// <param name="time">The time.</param>
    public static double Seconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond;

    /// <summary>The time at a place, held within what <see cref="DateTimeOffset"/> can say.</summary>
    /// <param name="seconds">Seconds since 1970-01-01 UTC.</param>
    public static DateTimeOffset Time(double seconds)
    {
        double ticks = DateTimeOffset.UnixEpoch.Ticks + seconds * TimeSpan.TicksPerSecond;
        double last = DateTimeOffset.MaxValue.Ticks - (double)TimeSpan.TicksPerDay;
        return new DateTimeOffset((long)Math.Clamp(double.IsNaN(ticks) ? 0 : ticks, 0, last), TimeSpan.Zero);
    }
}
