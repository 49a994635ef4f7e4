namespace Telemetry.Tools.Analytics;

/// <summary>Starts of time buckets, in microseconds since 1970 (UTC), the same for every executor.</summary>
internal static class BucketMath
{
    public const long Hour = 3_600_000_000;
    public const long Day = 24 * Hour;

    // 1970-01-01 was a Thursday: the Monday before it is three days earlier.
    private const long WeekOffset = 3 * Day;

    /// <summary>Start of the bucket that holds a time.</summary>
    public static long Start(TimeBucket bucket, long micros) => bucket switch
    {
        TimeBucket.Hour => Floor(micros, Hour),
        TimeBucket.Day => Floor(micros, Day),
        TimeBucket.Week => Floor(micros + WeekOffset, 7 * Day) - WeekOffset,
        TimeBucket.Month => MonthStart(micros),
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    /// <summary>Start of the bucket behind the one that starts at <paramref name="start"/>.</summary>
    public static long Next(TimeBucket bucket, long start) => bucket switch
    {
        TimeBucket.Hour => start + Hour,
        TimeBucket.Day => start + Day,
        TimeBucket.Week => start + (7 * Day),
        TimeBucket.Month => NextMonth(start),
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    /// <summary>A time as text and records know it.</summary>
    public static DateTimeOffset ToTime(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>Whole microseconds since 1970; what is finer is cut off.</summary>
    public static long ToMicros(DateTimeOffset time) =>
        Floor((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks), TimeSpan.TicksPerMicrosecond) / TimeSpan.TicksPerMicrosecond;

    private static long Floor(long value, long step)
    {
        var rest = value % step;
        return rest < 0 ? value - rest - step : value - rest;
    }

    private static long MonthStart(long micros)
    {
        var time = ToTime(micros);
        return ToMicros(new DateTimeOffset(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static long NextMonth(long start)
    {
        var time = ToTime(start);
        if (time is { Year: 9999, Month: 12 }) return start + (31 * Day);
        return ToMicros(time.AddMonths(1));
    }
}
