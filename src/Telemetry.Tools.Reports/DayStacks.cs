using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Reports;

/// <summary>Stacked bars of a section that has a row for each day and name: one bar a day, days without rows included.</summary>
internal static class DayStacks
{
    private const int MostDays = 400;

    /// <summary>The bars.</summary>
    public static StackedBarMark Of(ReportSection section, SectionColumns columns)
    {
        var (time, name, value) = (columns.Time!.Value, columns.Names[0], columns.Values[0]);
        var days = Days(Times(section, columns));
        var series = section.Rows
            .GroupBy(row => SectionText.Cell(row[name], section.Columns[name]))
            .Select(group => (Name: group.Key, Values: group.ToLookup(row => row[time] as DateTimeOffset?, row => Number(row[value]))))
            .Select(s => new ValueSeries(s.Name, [.. days.Select(day => s.Values[day].Sum())], new SeriesStyle(GroupNames.MeaningOf(s.Name))))
            .Where(s => s.Values.Any(number => number > 0))
            .OrderBy(s => GroupNames.IsRest(s.Name))
            .ThenByDescending(s => s.Values.Sum());
        return new StackedBarMark([.. days.Select(day => Label(day, days))], [.. series]) { Orientation = BarOrientation.Vertical };
    }

    /// <summary>The days that the bars show where that is not all, in words; else <see langword="null"/>.</summary>
    public static string? Shown(ReportSection section, SectionColumns columns)
    {
        var times = Times(section, columns);
        var days = Days(times);
        return days.Count == 0 || days[0] <= times.Min()
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{days[0]:d MMM yyyy} – {days[^1]:d MMM yyyy}, the last {days.Count} days");
    }

    private static List<DateTimeOffset> Times(ReportSection section, SectionColumns columns) =>
        [.. section.Rows.Select(row => row[columns.Time!.Value]).OfType<DateTimeOffset>()];

    private static List<DateTimeOffset> Days(List<DateTimeOffset> times)
    {
        if (times.Count == 0) return [];
        var (first, last) = (times.Min(), times.Max());
        var count = (int)Math.Min(MostDays, (last - first).TotalDays + 1);
        return [.. Enumerable.Range(0, count).Select(at => last.AddDays(at + 1 - count))];
    }

    private static string Label(DateTimeOffset day, List<DateTimeOffset> days) =>
        day.ToString(days[0].Year == days[^1].Year ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture);

    private static double Number(object? value) => value is null ? 0 : Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
