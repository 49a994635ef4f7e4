namespace Telemetry.Tools.Charts;

/// <summary>A line across the chart at a value, with its name: a limit, a median, a change.</summary>
/// <param name="Axis">The axis that the value belongs to.</param>
/// <param name="Value">The value.</param>
/// <param name="Label">Its name; the value is added by the painter.</param>
public sealed record ReferenceLine(ReferenceAxis Axis, double Value, string Label);

/// <summary>An axis of a plot.</summary>
public enum ReferenceAxis
{
    /// <summary><see cref="Plot.X"/>.</summary>
    X,

    /// <summary><see cref="Plot.Y"/>.</summary>
    Y,
}
