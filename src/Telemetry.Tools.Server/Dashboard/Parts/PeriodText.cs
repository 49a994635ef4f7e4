using System.Globalization;

namespace Telemetry.Tools.Server;

/// <summary>Periods as people read them.</summary>
internal static class PeriodText
{
    /// <summary>The period: <c>1–21 Nov 2026</c>, or with times where it does not begin and end with days.</summary>
    public static string Of(UsagePeriod period)
    {
        var (start, end) = (Clock.Time(period.Start), Clock.Time(period.End));
        if (period.Start % Clock.Day != 0 || period.End % Clock.Day != 0) return $"{Time(start)} to {Time(end)}";
        return Days(start, end.AddDays(-1));
    }

    /// <summary>The date of a time, as a form has it.</summary>
    public static string Date(long micros) => Clock.Time(micros).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A time to the minute.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    private static string Days(DateTimeOffset first, DateTimeOffset last) => (first, last) switch
    {
        _ when first.Date == last.Date => Text(last, "d MMM yyyy"),
        _ when first.Year == last.Year && first.Month == last.Month => $"{first.Day.ToString(CultureInfo.InvariantCulture)}–{Text(last, "d MMM yyyy")}",
        _ when first.Year == last.Year => $"{Text(first, "d MMM")} – {Text(last, "d MMM yyyy")}",
        _ => $"{Text(first, "d MMM yyyy")} – {Text(last, "d MMM yyyy")}",
    };

    private static string Text(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
