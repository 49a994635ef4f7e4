namespace Telemetry.Tools.Charts;

/// <summary>Steps between ticks that people count in: 1-2-5 for numbers, clock steps for durations.</summary>
internal static class RoundStep
{
    private static readonly double[] ClockSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

    /// <summary>The smallest round step that is not below <paramref name="least"/>.</summary>
    public static double Pick(double least, string? unit)
    {
        if (!double.IsFinite(least) || least <= 0)
            return 1;
        if (DurationFormat.SecondsPer(unit) is not { } seconds)
            return Decimal(least);
        double wanted = least * seconds;
        if (wanted <= 0.5)
            return Decimal(least);
        foreach (double step in ClockSteps)
        {
            if (wanted <= step * (1 + 1e-9))
                return step / seconds;
        }
        return Decimal(wanted / 86_400) * 86_400 / seconds;
    }

    /// <summary>The smallest of 1, 2, 5 × 10ⁿ that is not below <paramref name="least"/>.</summary>
    public static double Decimal(double least)
    {
        double power = PowerBelow(least);
        foreach (double factor in (ReadOnlySpan<double>)[1, 2, 5])
        {
            if (least <= factor * power * (1 + 1e-9))
                return factor * power;
        }
        return 10 * power;
    }

    // Parsed, because a power by multiplication is off by a last digit and would show as 0.30000000000000004.
    private static double PowerBelow(double value)
    {
        int exponent = Math.Clamp((int)Math.Floor(Math.Log10(value)), -300, 300);
        return double.Parse($"1e{exponent}", System.Globalization.CultureInfo.InvariantCulture);
    }
}
