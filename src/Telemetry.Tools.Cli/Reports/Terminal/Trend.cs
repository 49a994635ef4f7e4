using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>The last values of each name of a section over time.</summary>
internal sealed class Trend
{
    private const int Longest = 14;

    private readonly Dictionary<string, IReadOnlyList<double?>> _values = [];

    private Trend(ReportSection? section) => Section = section;

    /// <summary>No trend.</summary>
    public static Trend None { get; } = new(null);

    /// <summary>The section that it shows.</summary>
    public ReportSection? Section { get; }

    /// <summary>What stands above it: <c>last 14 days</c>.</summary>
    public string Heading { get; private init; } = "";

    /// <summary>Columns that it takes, its heading included.</summary>
    public int Width { get; private init; }

    /// <summary>Whether there is nothing to show.</summary>
    public bool IsEmpty => Section is null;

    /// <summary>Takes the last steps of a section over time.</summary>
    public static Trend From(ReportSection section)
    {
        var columns = SectionColumns.Of(section);
        var times = section.Rows.Select(row => row[columns.Time!.Value]).OfType<DateTimeOffset>().Distinct().Order().TakeLast(Longest).ToList();
        if (times.Count < 2) return None;
        var heading = string.Create(CultureInfo.InvariantCulture, $"last {times.Count} {Steps(times)}");
        var trend = new Trend(section) { Heading = heading, Width = Math.Max(heading.Length, times.Count) };
        foreach (var group in section.Rows.GroupBy(row => SectionText.Cell(row[columns.Names[0]], section.Columns[columns.Names[0]])))
        {
            trend._values[group.Key] = ValuesAt(times, group, columns);
        }

        return trend;
    }

    /// <summary>The values of a name, oldest first.</summary>
    public IReadOnlyList<double?> Of(string name) => _values.GetValueOrDefault(name, []);

    /// <summary>What the steps between times are called.</summary>
    public static string Steps(IReadOnlyList<DateTimeOffset> times)
    {
        var least = times.Zip(times.Skip(1), (a, b) => (b - a).TotalHours).DefaultIfEmpty(24).Min();
        return least switch { < 24 => "hours", < 24 * 7 => "days", < 24 * 28 => "weeks", _ => "months" };
    }

    private static List<double?> ValuesAt(List<DateTimeOffset> times, IEnumerable<IReadOnlyList<object?>> rows, SectionColumns columns)
    {
        var byTime = rows.Where(row => row[columns.Time!.Value] is DateTimeOffset).ToLookup(row => (DateTimeOffset)row[columns.Time!.Value]!, row => row[columns.Values[0]]);
        return [.. times.Select(time => byTime[time].FirstOrDefault() is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : (double?)null)];
    }
}
