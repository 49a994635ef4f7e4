namespace Telemetry.Tools.Analytics;

/// <summary>The earliest and the latest of some times, and whether an event has none.</summary>
/// <param name="First">Microseconds since 1970; <see cref="long.MaxValue"/> where there is none.</param>
/// <param name="Last">Microseconds since 1970; <see cref="long.MinValue"/> where there is none.</param>
/// <param name="IsComplete">Whether every event has a time.</param>
internal readonly record struct TimeSpread(long First, long Last, bool IsComplete)
{
    public static TimeSpread Of(ReadOnlySpan<long> times)
    {
        long first = long.MaxValue, last = long.MinValue;
        var isComplete = true;
        foreach (var time in times)
        {
            isComplete &= time != EventBlock.NoTime;
            if (time == EventBlock.NoTime) continue;
            first = Math.Min(first, time);
            last = Math.Max(last, time);
        }

        return new TimeSpread(first, last, isComplete);
    }
}
