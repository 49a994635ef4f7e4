using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Telemetry.Tools.Analytics;

/// <summary>Tolerant reading of a row: SQLite's columns hold values of any type.</summary>
/// <param name="reader">Stands on the row.</param>
internal readonly struct DatabaseRow(SqliteDataReader reader)
{
    /// <summary>A text; <see langword="null"/> where there is none.</summary>
    public string? Text(string column) => Value(column) switch
    {
        string { Length: > 0 } text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A count; what is none is 0 and named in <paramref name="problem"/>.</summary>
    public long Count(string column, ref string? problem) => JsonFields.Checked(Number(Value(column), ref problem), ref problem);

    /// <summary>An amount; <see langword="null"/> where there is none that makes sense.</summary>
    public decimal? Amount(string column)
    {
        string? problem = null;
        var number = Value(column) is { } value ? Number(value, ref problem) : -1;
        return problem is null && number >= 0 ? number : null;
    }

    /// <summary>A time: text in UTC, or a number since 1970.</summary>
    public DateTimeOffset? Time(string column) => Value(column) switch
    {
        long number => JsonFields.FromEpoch(number),
        double number when double.IsFinite(number) && Math.Abs(number) < 1e20 => JsonFields.FromEpoch((decimal)number),
        string text => JsonFields.ParseTime(text),
        _ => null,
    };

    private object? Value(string column) => reader[column] is var value && value is DBNull ? null : value;

    private static decimal Number(object? value, ref string? problem)
    {
        switch (value)
        {
            case null: return 0;
            case long number: return number;
            case double number when double.IsFinite(number): return Math.Abs(number) < 1e27 ? (decimal)number : number < 0 ? -1 : decimal.MaxValue;
            case string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number): return number;
            default:
                problem ??= "a count is no number";
                return 0;
        }
    }
}
