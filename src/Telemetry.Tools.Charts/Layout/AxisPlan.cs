namespace Telemetry.Tools.Charts;

/// <summary>A tick: where, and what is written at it.</summary>
internal readonly record struct Tick(double Value, string Label, string? Date = null);

/// <summary>An axis: what it reaches over, its ticks, and its title.</summary>
internal sealed record AxisPlan(double Min, double Max, bool IsLog, IReadOnlyList<Tick> Ticks, string? Title)
{
    /// <summary>Plans an axis.</summary>
    /// <param name="axis">What the axis means.</param>
    /// <param name="min">Least value.</param>
    /// <param name="max">Greatest value.</param>
    /// <param name="count">How many ticks there is room for.</param>
    /// <param name="round">Whether the ends are moved outwards to ticks.</param>
    /// <param name="share">The share of the axis that a label takes, with the space beside it; <see langword="null"/> = there is no more room than for the count.</param>
    public static AxisPlan For(PlotAxis axis, double min, double max, int count, bool round, Func<string, double>? share = null) => axis.Scale switch
    {
        AxisScale.Log => LogTicks.Plan(axis, min, max, count, round),
        AxisScale.Time => TimeTicks.Plan(axis, min, max, count, share),
        _ => LinearTicks.Plan(axis, min, max, count, round),
    };

    /// <summary>Where a value lies between two pixels.</summary>
    public double At(double value, double from, double to)
    {
        double share = IsLog
            ? (Math.Log10(Math.Max(value, Min)) - Math.Log10(Min)) / (Math.Log10(Max) - Math.Log10(Min))
            : (value - Min) / (Max - Min);
        return from + (to - from) * Math.Clamp(share, 0, 1);
    }

    public double LabelWidth(SceneBuilder scene) => Ticks.Count == 0 ? 0 : Ticks.Max(t => scene.Measure(t.Label));
}
