namespace Telemetry.Tools.Server;

/// <summary>A part of a period and the table that answers it: whole days and hours from rollups, the rest from events.</summary>
/// <param name="Source">The table.</param>
/// <param name="From">Start, in the table's own unit of time.</param>
/// <param name="To">End, exclusive.</param>
internal readonly record struct UsageSlice(UsageSource Source, long From, long To)
{
    /// <summary>Cuts a period.</summary>
    /// <param name="start">Start, in microseconds.</param>
    /// <param name="end">End, exclusive.</param>
    /// <param name="byHour">Whether hours must be told apart, so that days are of no use.</param>
    public static IEnumerable<UsageSlice> Of(long start, long end, bool byHour)
    {
        // Nothing is older than the earliest time of an event.
        start = Math.Max(start, Clock.Earliest);
        end = Math.Max(end, start);
        var (firstHour, lastHour) = (CeilingDivide(start, Clock.Hour), end / Clock.Hour);
        if (firstHour > lastHour) return NonEmpty([new UsageSlice(UsageSource.Events, start, end)]);
        return NonEmpty(
        [
            new UsageSlice(UsageSource.Events, start, firstHour * Clock.Hour),
            .. Hours(firstHour, lastHour, byHour),
            new UsageSlice(UsageSource.Events, lastHour * Clock.Hour, end),
        ]);
    }

    private static IEnumerable<UsageSlice> Hours(long first, long last, bool byHour)
    {
        var (firstDay, lastDay) = (CeilingDivide(first, 24), last / 24);
        if (byHour || firstDay >= lastDay) return [new UsageSlice(UsageSource.Hourly, first, last)];
        return
        [
            new UsageSlice(UsageSource.Hourly, first, firstDay * 24),
            new UsageSlice(UsageSource.Daily, firstDay, lastDay),
            new UsageSlice(UsageSource.Hourly, lastDay * 24, last),
        ];
    }

    private static IEnumerable<UsageSlice> NonEmpty(IEnumerable<UsageSlice> slices) => slices.Where(slice => slice.From < slice.To);

    private static long CeilingDivide(long value, long step) => (value + step - 1) / step;
}

/// <summary>Where figures are read.</summary>
internal enum UsageSource
{
    /// <summary>Rollups by day.</summary>
    Daily,

    /// <summary>Rollups by hour.</summary>
    Hourly,

    /// <summary>The events themselves.</summary>
    Events,
}
