using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Times as the server counts them.</summary>
internal static class Clock
{
    public const long Second = 1_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    /// <summary>First time that an event may have: 2000-01-01.</summary>
    public static readonly long Earliest = Micros(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Whole microseconds since 1970, UTC.</summary>
    public static long Micros(DateTimeOffset time) => BucketMath.ToMicros(time);

    /// <summary>The time of a count of microseconds.</summary>
    public static DateTimeOffset Time(long micros) => BucketMath.ToTime(micros);
}
