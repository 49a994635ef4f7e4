namespace Telemetry.Tools.Analytics;

/// <summary>Units of durations as the runtime names them.</summary>
internal static class DurationUnits
{
    public static DurationUnit Of(string? unit) => unit switch
    {
        "ns" => DurationUnit.Nanosecond,
        "us" => DurationUnit.Microsecond,
        "ms" => DurationUnit.Millisecond,
        "min" => DurationUnit.Minute,
        "h" => DurationUnit.Hour,
        "d" => DurationUnit.Day,
        _ => DurationUnit.Second,
    };
}
