using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads the ends of a period as people type them: <c>30d</c>, <c>12h</c>, <c>2026-01-01</c>, ISO 8601. UTC throughout.</summary>
public static class Period
{
    /// <summary>Start of a period, inclusive.</summary>
    /// <param name="text"><c>30d</c> (that long ago; also <c>m h w</c>), a date (its first moment) or a time.</param>
    /// <param name="now">What "ago" counts from.</param>
    /// <exception cref="AnalyticsException">TEL2105: it cannot be read.</exception>
    public static DateTimeOffset ParseSince(string text, DateTimeOffset now) =>
        Ago(text, now) ?? Date(text) ?? Time(text) ?? throw Malformed(text);

    /// <summary>End of a period, exclusive.</summary>
    /// <param name="text"><c>30d</c> (that long ago), a date (that whole day belongs to the period) or a time.</param>
    /// <param name="now">What "ago" counts from.</param>
    /// <exception cref="AnalyticsException">TEL2105: it cannot be read.</exception>
    public static DateTimeOffset ParseUntil(string text, DateTimeOffset now) =>
        Ago(text, now) ?? DayAfter(Date(text)) ?? Time(text) ?? throw Malformed(text);

    private static DateTimeOffset? Ago(string text, DateTimeOffset now)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        double? hours = text[^1] switch { 'm' => count / 60.0, 'h' => count, 'd' => count * 24.0, 'w' => count * 168.0, _ => null };
        if (hours is not { } length) return null;
        var longest = (now - DateTimeOffset.MinValue).TotalHours;
        return length >= longest ? DateTimeOffset.MinValue : now.AddHours(-length).ToUniversalTime();
    }

    private static DateTimeOffset? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : null;

    private static DateTimeOffset? DayAfter(DateTimeOffset? day) =>
        day is { } first ? (first.Date == DateTime.MaxValue.Date ? DateTimeOffset.MaxValue : first.AddDays(1)) : null;

    private static DateTimeOffset? Time(string text) =>
        text.Length > 10 && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    private static AnalyticsException Malformed(string text) => new(
        AnalyticsDiagnostics.BadPeriod,
        $"'{text}' is no time. Times: 30d, 12h, 45m, 2w, 2026-01-31, 2026-01-31T10:00:00Z.",
        "dotnet telemetry report build --since 30d");
}
