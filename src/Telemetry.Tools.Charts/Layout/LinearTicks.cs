namespace Telemetry.Tools.Charts;

/// <summary>Ticks at round distances.</summary>
internal static class LinearTicks
{
    public static AxisPlan Plan(PlotAxis axis, double min, double max, int count, bool round)
    {
        (min, max) = Widen(min, max);
        string? unit = axis.Unit;
        // Rates are shown as percent: round steps of one are round steps of the other.
        double step = RoundStep.Pick((max / 2 - min / 2) / Math.Max(1, count) * 2, unit);
        if (unit is null or "" or "count" or "tokens" && max - min >= 1)
            step = Math.Max(step, IsWhole(min, max) ? 1 : step);
        double first = round ? Math.Floor(min / step + 1e-9) : Math.Ceiling(min / step - 1e-9);
        double last = round ? Math.Ceiling(max / step - 1e-9) : Math.Floor(max / step + 1e-9);
        if (round)
            (min, max) = (Math.Min(min, first * step), Math.Max(max, last * step));
        AxisFormat format = AxisFormat.For(unit, Math.Max(Math.Abs(min), Math.Abs(max)), step);
        var ticks = new List<Tick>();
        for (int i = 0; i <= Math.Min(last - first, 200); i++)
            ticks.Add(new Tick((first + i) * step, format.Tick((first + i) * step)));
        return new AxisPlan(min, max, false, ticks, format.Title(axis));
    }

    private static bool IsWhole(double min, double max) => min == Math.Round(min) && max == Math.Round(max);

    // One value alone, or values that differ by less than a double can divide.
    private static (double Min, double Max) Widen(double min, double max)
    {
        double size = Math.Max(Math.Abs(min), Math.Abs(max));
        if (max - min > size * 1e-9)
            return (min, max);
        if (size == 0)
            return (min, min + 1);
        double half = size * 0.5;
        return min > 0 ? (Math.Max(0, min - half), max + half) : (min - half, Math.Min(0, max + half));
    }
}
