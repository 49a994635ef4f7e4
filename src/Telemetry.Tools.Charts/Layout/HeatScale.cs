namespace Telemetry.Tools.Charts;

/// <summary>How values become levels of a heat map.</summary>
internal sealed class HeatScale
{
    private readonly AxisPlan _plan;

    public HeatScale(HeatMapMark mark, PlotAxis axis)
    {
        double[] values = [.. Enumerable.Range(0, mark.Rows.Count).SelectMany(r => Enumerable.Range(0, mark.Columns.Count).Select(c => mark[r, c])).OfType<double>()];
        bool log = axis.Scale == AxisScale.Log && values.Any(v => v > 0);
        Max = values.Max();
        Min = log ? values.Where(v => v > 0).Min() : values.Min() is var least && least >= 0 ? 0 : least;
        if (Max <= Min)
            Max = Min + Math.Max(1e-300, log ? Min : Math.Abs(Min) > 0 ? Math.Abs(Min) : 1);
        _plan = new AxisPlan(Min, Max, log, [], null);
    }

    public double Min { get; }

    public double Max { get; }

    /// <summary>The level of a value, from 0.</summary>
    public int Level(double value, int levels) => Math.Clamp((int)_plan.At(value, 0, levels), 0, levels - 1);
}
