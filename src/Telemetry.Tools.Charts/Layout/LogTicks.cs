namespace Telemetry.Tools.Charts;

/// <summary>Ticks at powers of ten, and at 2 and 5 between them where there is room.</summary>
internal static class LogTicks
{
    // Powers of ten of a second stop being round at a minute. Few ticks where the range is wide, more where it is narrow.
    private static readonly double[] FewClockTicks = [.. Decade([1], -12, 1), 60, 600, 3600, 36_000, 86_400, 864_000, 8_640_000, 86_400_000, 864_000_000];

    private static readonly double[] MoreClockTicks =
        [.. Decade([1, 2, 5], -12, 0), 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 18_000, 36_000, 86_400, 172_800, 432_000, 864_000];

    public static AxisPlan Plan(PlotAxis axis, double min, double max, int count, bool round)
    {
        (min, max) = min < max ? (min, max) : (min / 3, max * 3);
        if (round)
            (min, max) = (RoundDown(min), RoundStep.Decimal(max));
        double? seconds = DurationFormat.SecondsPer(axis.Unit);
        List<double> values = seconds is { } per ? [.. Clock(min * per, max * per, count).Select(v => v / per)] : Decades(min, max, count);
        if (values.Count < 2)
            values = Between(min, max);
        int keep = Math.Max(1, (int)Math.Ceiling(values.Count / (double)(Math.Max(2, count) + 1)));
        Tick[] ticks = [.. values.Where((_, i) => i % keep == 0).Select(v => new Tick(v, Label(v, axis.Unit)))];
        AxisFormat plain = AxisFormat.For(seconds is null && axis.Unit is not "bytes" ? axis.Unit : null, max, min);
        return new AxisPlan(min, max, true, ticks, plain.Title(axis));
    }

    private static string Label(double value, string? unit)
    {
        if (unit is "usd" or "percent" || unit is not ("bytes" or "rate") && DurationFormat.SecondsPer(unit) is null)
            return NumberFormat.Short(value);
        return ValueFormat.Compact(value, unit).Replace(".0 ", " ", StringComparison.Ordinal);
    }

    private static List<double> Decades(double min, double max, int count)
    {
        int first = (int)Math.Floor(Math.Log10(min)), last = (int)Math.Ceiling(Math.Log10(max));
        double[] factors = (last - first) * 3 <= count + 2 ? [1, 2, 5] : [1];
        return [.. Decade(factors, first, last).Where(v => v >= min * 0.999999 && v <= max * 1.000001)];
    }

    private static double[] Clock(double min, double max, int count)
    {
        double[] more = [.. MoreClockTicks.Where(v => v >= min * 0.999999 && v <= max * 1.000001)];
        return more.Length <= count + 1 && max <= MoreClockTicks[^1] ? more : [.. FewClockTicks.Where(v => v >= min * 0.999999 && v <= max * 1.000001)];
    }

    private static IEnumerable<double> Decade(double[] factors, int first, int last) =>
        Enumerable.Range(first, last - first + 1).SelectMany(e => factors.Select(f => f * Power(e)));

    private static List<double> Between(double min, double max)
    {
        double step = RoundStep.Decimal((max - min) / 3);
        double first = Math.Ceiling(min / step);
        return [.. Enumerable.Range(0, (int)(Math.Floor(max / step) - first) + 1).Select(i => (first + i) * step).Where(v => v > 0)];
    }

    private static double RoundDown(double value) => RoundStep.Decimal(value) is var up && up <= value * (1 + 1e-9) ? up : RoundStep.Decimal(up * 0.39);

    private static double Power(int exponent) => double.Parse($"1e{exponent}", System.Globalization.CultureInfo.InvariantCulture);
}
