using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Reports;

/// <summary>Headings and cells of a section as people read them, the same in every format.</summary>
internal static class SectionText
{
    /// <summary>What stands for a group without a name.</summary>
    public const string NoName = "(none)";

    private static readonly string[] UnitSuffixes = ["_seconds", "_ms", "_us", "_usd", "_bytes"];

    /// <summary>A column's heading: <c>average_duration_seconds</c> is <c>Average duration</c>, since its cells say the unit.</summary>
    public static string Heading(ReportColumn column)
    {
        var name = column.Name;
        var suffix = column.Unit is null ? null : UnitSuffixes.FirstOrDefault(s => name.EndsWith(s, StringComparison.Ordinal) && name.Length > s.Length);
        var words = name[..^(suffix?.Length ?? 0)].Replace('_', ' ').Replace('.', ' ').Trim();
        return words is ['p', >= '0' and <= '9', ..] or "" ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>A cell's text; harmless, and in one line.</summary>
    public static string Cell(object? value, ReportColumn column) => value switch
    {
        null when column.Unit is null => NoName,
        DateTimeOffset { UtcDateTime.TimeOfDay.Ticks: 0 } day => ValueFormat.Cell(DateOnly.FromDateTime(day.UtcDateTime), column.Unit),
        string text => SafeText.Of(text),
        _ => ValueFormat.Cell(value, column.Unit),
    };

    /// <summary>Whether a column's cells are right-aligned.</summary>
    public static bool IsNumber(ReportColumn column) => ValueFormat.IsNumeric(column.Unit);
}
