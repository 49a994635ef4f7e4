using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>Time zones and periods in them, as people type them.</summary>
public static class UsageZone
{
    /// <summary>A zone by its name.</summary>
    /// <param name="name"><c>local</c>, <c>utc</c>, an IANA name (<c>Europe/Berlin</c>) or a Windows name.</param>
    /// <exception cref="AnalyticsException">TEL2203: the system knows no such zone.</exception>
    public static TimeZoneInfo Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Equals("local", StringComparison.OrdinalIgnoreCase)) return TimeZoneInfo.Local;
        if (name.Equals("utc", StringComparison.OrdinalIgnoreCase)) return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new AnalyticsException(
                UsageDiagnostics.UnknownTimeZone, $"The system knows no time zone '{name}'. Zones: local, utc, or a name like Europe/Berlin.", "in a bare container, install tzdata");
    }

    /// <summary>Start of a period, inclusive: as <see cref="Period.ParseSince"/>, but a date is a day of the zone.</summary>
    /// <exception cref="AnalyticsException">TEL2105: it cannot be read.</exception>
    public static DateTimeOffset ParseSince(string text, TimeZoneInfo zone, DateTimeOffset now) =>
        Day(text) is { } day ? Midnight(day, zone) : Period.ParseSince(text, now);

    /// <summary>End of a period, exclusive: as <see cref="Period.ParseUntil"/>, but a date is a day of the zone, which belongs to the period.</summary>
    /// <exception cref="AnalyticsException">TEL2105: it cannot be read.</exception>
    public static DateTimeOffset ParseUntil(string text, TimeZoneInfo zone, DateTimeOffset now) =>
        Day(text) is { } day && day < DateOnly.MaxValue ? Midnight(day.AddDays(1), zone) : Period.ParseUntil(text, now);

    /// <summary>The first moment of a day.</summary>
    internal static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);

        // Where the clock jumps over midnight, the day begins when it has.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
