using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Telemetry.Tools.Server;

/// <summary>What a page shows, as it stands in the address bar.</summary>
/// <param name="Range">A preset (<c>24h 7d 30d 90d 1y</c>), or <see langword="null"/> for dates.</param>
/// <param name="StartDate">First day, with dates.</param>
/// <param name="EndDate">Last day, with dates.</param>
/// <param name="GroupBy">Length of a bucket, or <see langword="null"/> for what suits the period.</param>
/// <param name="Filters">Conditions on dimensions, by name.</param>
internal sealed record DashboardQuestion(string? Range, string? StartDate, string? EndDate, string? GroupBy, IReadOnlyList<(string Column, string Value)> Filters)
{
    /// <summary>The presets: name, what it is called, how long it is, and its bucket.</summary>
    public static IReadOnlyList<(string Name, string Label, int Days, string Bucket)> Presets { get; } =
        [("24h", "24 hours", 1, "hour"), ("7d", "7 days", 7, "day"), ("30d", "30 days", 30, "day"), ("90d", "90 days", 90, "day"), ("1y", "1 year", 365, "month")];

    private const string DefaultRange = "30d";

    /// <summary>The preset that is shown; <see langword="null"/> with dates.</summary>
    public string? ShownRange => StartDate is null && EndDate is null ? Range ?? DefaultRange : null;

    /// <summary>The period.</summary>
    /// <exception cref="QueryException">It cannot be read.</exception>
    public UsagePeriod PeriodAt(DateTimeOffset now)
    {
        if (ShownRange is not { } range) return UsagePeriod.Of(StartDate, EndDate, GroupBy, now);
        var preset = Presets.FirstOrDefault(preset => preset.Name == range);
        if (preset.Name is null) throw new QueryException($"'range' takes {string.Join(", ", Presets.Select(item => item.Name))}.");
        if (range == "24h") return UsagePeriod.Of(Hour(now, -23), Hour(now, 1), GroupBy ?? preset.Bucket, now);
        return UsagePeriod.Of(now.AddDays(1 - preset.Days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null, GroupBy ?? preset.Bucket, now);
    }

    /// <summary>The address of the same page with a preset.</summary>
    public string With(string range) => Address([("range", range), .. Filters]);

    /// <summary>The address of the same page without one of the conditions.</summary>
    public string Without(string column) => Address([.. Times(), .. Filters.Where(filter => filter.Column != column)]);

    /// <summary>The address of the same page with one more condition.</summary>
    public string With(string column, string value) => Address([.. Times(), .. Filters.Where(filter => filter.Column != column), (column, value)]);

    private IEnumerable<(string, string)> Times()
    {
        foreach (var (name, value) in new[] { ("range", Range), ("start_date", StartDate), ("end_date", EndDate), ("group_by", GroupBy) })
        {
            if (value is not null) yield return (name, value);
        }
    }

    private static string Address(IEnumerable<(string Name, string Value)> values) =>
        QueryHelpers.AddQueryString("/analytics", values.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));

    private static string Hour(DateTimeOffset now, int later) =>
        Clock.Time(((Clock.Micros(now) / Clock.Hour) + later) * Clock.Hour).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
