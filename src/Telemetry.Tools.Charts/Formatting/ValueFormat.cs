using System.Globalization;

namespace Telemetry.Tools.Charts;

/// <summary>
/// Values as people read them, by unit: <c>850 ms</c>, <c>2.1 s</c>, <c>1 min 12 s</c>, <c>12,345</c>, <c>$1.23</c>, <c>96.1 %</c>.
/// Terminal, tables and charts all use it, so that one value reads the same everywhere. Units: durations <c>ns us ms s min h d</c>; <c>count</c> and <c>tokens</c> (plain numbers);
/// <c>usd</c>; <c>bytes</c> (1 kB = 1,000 bytes); <c>percent</c> (0–100); <c>rate</c> (0–1, shown as percent). Any other word is written after the number.
/// </summary>
public static class ValueFormat
{
    /// <summary>What stands in place of an unknown value.</summary>
    public const string Unknown = "–";

    /// <summary>The value with its unit.</summary>
    /// <param name="value">The value; not a number or infinite gives <see cref="Unknown"/>.</param>
    /// <param name="unit">Its unit, or <see langword="null"/> for a plain number.</param>
    public static string Text(double value, string? unit)
    {
        if (!double.IsFinite(value))
            return Unknown;
        if (DurationFormat.SecondsPer(unit) is { } seconds)
            return DurationFormat.Text(value * seconds);
        return unit switch
        {
            "usd" => NumberFormat.Dollars(value),
            "bytes" => NumberFormat.Bytes(value),
            "percent" => NumberFormat.Percent(value),
            "rate" => NumberFormat.Percent(value * 100),
            null or "" or "count" or "tokens" => NumberFormat.Plain(value),
            _ => $"{NumberFormat.Plain(value)} {unit}",
        };
    }

    /// <summary>The value in few characters: large numbers as <c>12.3k</c>, <c>4.5M</c>, <c>6.7B</c>, <c>8.9T</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit, or <see langword="null"/> for a plain number.</param>
    public static string Compact(double value, string? unit)
    {
        if (!double.IsFinite(value) || Math.Abs(value) < 10_000 || unit is "bytes" || DurationFormat.SecondsPer(unit) is { } s && Math.Abs(value * s) < 1e9)
            return Text(value, unit);
        return unit switch
        {
            "usd" => (value < 0 ? "−$" : "$") + NumberFormat.Short(Math.Abs(value)),
            "percent" => NumberFormat.Short(value) + " %",
            "rate" => NumberFormat.Short(value * 100) + " %",
            null or "" or "count" or "tokens" => NumberFormat.Short(value),
            _ when DurationFormat.SecondsPer(unit) is { } seconds => NumberFormat.Short(value * seconds / 86_400) + " d",
            _ => $"{NumberFormat.Short(value)} {unit}",
        };
    }

    /// <summary>A cell of a table: text as it is, times as <c>2026-11-20 10:15</c> (UTC), numbers by unit, <see cref="Unknown"/> for <see langword="null"/>.</summary>
    /// <param name="value">A text, number, time, <see cref="bool"/> or <see langword="null"/>.</param>
    /// <param name="unit">Unit of a number.</param>
    public static string Cell(object? value, string? unit) => value switch
    {
        null => Unknown,
        string text => text,
        bool yes => yes ? "yes" : "no",
        DateTimeOffset time => Time(time),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeSpan span => DurationFormat.Text(span.TotalSeconds),
        double number => Text(number, unit),
        float or decimal or long or int or short or byte or uint or ulong => Text(Convert.ToDouble(value, CultureInfo.InvariantCulture), unit),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? Unknown,
    };

    /// <summary>A time in UTC, to the minute, or to the second where it has seconds.</summary>
    /// <param name="time">The time.</param>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(time.UtcTicks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A duration.</summary>
    /// <param name="duration">The duration.</param>
    public static string Duration(TimeSpan duration) => DurationFormat.Text(duration.TotalSeconds);

    /// <summary>Whether values of the unit are put right-aligned in a table.</summary>
    /// <param name="unit">Unit of a column, <see langword="null"/> for text.</param>
    public static bool IsNumeric(string? unit) => unit is not (null or "" or "time");
}
