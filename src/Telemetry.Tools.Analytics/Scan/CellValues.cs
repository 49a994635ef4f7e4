namespace Telemetry.Tools.Analytics;

/// <summary>Puts numbers into cells; each answers <see langword="true"/>, so that it can stand in a condition.</summary>
internal static class CellValues
{
    public static bool Set(ref Cell cell, long number)
    {
        cell.Number = number;
        return true;
    }

    public static bool Set(ref Cell cell, double number)
    {
        cell.Real = number;
        if (!Nanos.TryFrom(number, out cell.Nano)) cell.State = CellState.Unsummable;
        return true;
    }

    public static bool Set(ref Cell cell, decimal number)
    {
        if (!Nanos.TryFrom(number, out cell.Nano)) cell.State = CellState.Unsummable;
        return true;
    }

    /// <summary>A duration in billionths of its unit, half to even.</summary>
    public static bool Set(ref Cell cell, TimeSpan span, DurationUnit unit)
    {
        var nanosPerUnit = unit switch
        {
            DurationUnit.Nanosecond => 1,
            DurationUnit.Microsecond => 1_000,
            DurationUnit.Millisecond => 1_000_000,
            DurationUnit.Minute => 60_000_000_000,
            DurationUnit.Hour => 3_600_000_000_000,
            DurationUnit.Day => 86_400_000_000_000,
            _ => Nanos.One,
        };
        cell.Nano = Nanos.Rounded((Int128)span.Ticks * 100 * Nanos.One, nanosPerUnit);
        return true;
    }
}
