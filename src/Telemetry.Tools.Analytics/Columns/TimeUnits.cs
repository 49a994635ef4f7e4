namespace Telemetry.Tools.Analytics;

/// <summary>Units of time that a schema may name.</summary>
internal static class TimeUnits
{
    /// <summary>Nanoseconds in one unit; 0 where it is no unit of time.</summary>
    public static long NanosPer(string? unit) => unit switch
    {
        "ns" => 1,
        "us" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "min" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        "d" => 86_400_000_000_000,
        _ => 0,
    };
}
