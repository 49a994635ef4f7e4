namespace Telemetry.Tools.Charts;

/// <summary>What an axis means.</summary>
/// <param name="Title">Title without unit; <see langword="null"/> = none.</param>
/// <param name="Unit">Unit of the values: <c>s ms us tokens usd bytes percent rate count</c> or any other word; see <see cref="ValueFormat"/>.</param>
/// <param name="Scale">How values become places.</param>
public sealed record PlotAxis(string? Title = null, string? Unit = null, AxisScale Scale = AxisScale.Linear);

/// <summary>How values become places on an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally far apart.</summary>
    Linear,

    /// <summary>Equal ratios are equally far apart. Never chosen on its own; the axis title says it. Values ≤ 0 are left out, and the subtitle says so. Bars and areas, which begin at zero, stay linear.</summary>
    Log,

    /// <summary>Values are seconds since 1970-01-01 UTC; see <see cref="PlotPoint.At"/>.</summary>
    Time,
}
