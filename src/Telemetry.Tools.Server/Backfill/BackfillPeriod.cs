namespace Telemetry.Tools.Server;

/// <summary>Which days a backfill is about: whole ones, none of them in the future.</summary>
internal static class BackfillPeriod
{
    private const int MaxDays = 3_700;

    /// <summary>Start and end of the days that a period touches.</summary>
    /// <exception cref="QueryException">They cannot be read, or are too many.</exception>
    public static (long Start, long End) Of(string? start, string? end, DateTimeOffset now)
    {
        if (start is null || end is null) throw new QueryException("'start_date' and 'end_date' say which days.");
        var period = UsagePeriod.Of(start, end, "month", now);
        var first = Math.Max(period.Start, Clock.Earliest) / Clock.Day;
        var last = (Math.Min(period.End, Clock.Micros(now) + Clock.Day) + Clock.Day - 1) / Clock.Day;
        if (last <= first) throw new QueryException("The period has no day up to today.");
        if (last - first > MaxDays) throw new QueryException($"The period has more than {MaxDays} days.");
        return (first * Clock.Day, last * Clock.Day);
    }
}
