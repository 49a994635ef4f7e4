using System.Globalization;

namespace Telemetry.Tools.Cli;

/// <summary>A period as people say it: <c>last 30 days</c>, <c>1–21 Nov 2026</c>.</summary>
internal static class PeriodWords
{
    /// <summary>The period of a report: what was asked for, else from the first event to the last.</summary>
    public static string Of(ReportPage page) =>
        Of(page.Period with { Since = page.Report.Since, Until = page.Report.Until }, page.Report.Summary.First, page.Report.Summary.Last);

    /// <summary>A period that was asked for, else what there is.</summary>
    public static string Of(ReportPeriod period, DateTimeOffset? earliest, DateTimeOffset? latest)
    {
        if (period.Typed is { } typed && Ago(typed) is { } words) return words;
        return (period.Since ?? earliest, period.Until?.AddTicks(-1) ?? latest) switch
        {
            ({ } first, { } last) => Between(first.UtcDateTime, last.UtcDateTime),
            ({ } first, null) => $"since {Day(first.UtcDateTime)}",
            (null, { } last) => $"up to {Day(last.UtcDateTime)}",
            _ => "all time",
        };
    }

    private static string? Ago(string typed)
    {
        if (typed.Length < 2 || !int.TryParse(typed.AsSpan(0, typed.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        var unit = typed[^1] switch { 'm' => "minute", 'h' => "hour", 'd' => "day", 'w' => "week", _ => null };
        if (unit is null) return null;
        return count == 1 ? $"last {unit}" : string.Create(CultureInfo.InvariantCulture, $"last {count} {unit}s");
    }

    private static string Between(DateTime first, DateTime last) => (first, last) switch
    {
        _ when first.Date == last.Date => Day(first),
        _ when (first.Year, first.Month) == (last.Year, last.Month) => $"{first.Day.ToString(CultureInfo.InvariantCulture)}–{Day(last)}",
        _ when first.Year == last.Year => $"{first.ToString("d MMM", CultureInfo.InvariantCulture)} – {Day(last)}",
        _ => $"{Day(first)} – {Day(last)}",
    };

    private static string Day(DateTime day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
