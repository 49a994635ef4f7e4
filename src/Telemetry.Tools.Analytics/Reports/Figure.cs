namespace Telemetry.Tools.Analytics;

/// <summary>A column of figures in a table.</summary>
/// <param name="Measure">What is computed.</param>
/// <param name="Name">The column's name; <see langword="null"/> for one that only orders the rows.</param>
/// <param name="Unit">The column's unit.</param>
internal sealed record Figure(Measure Measure, string? Name, string? Unit)
{
    /// <summary>A figure of a field: durations are called so and are in seconds, whatever their field's name and unit.</summary>
    public static Figure Of(Measure measure, Column column)
    {
        var subject = column.IsDuration ? "duration_seconds" : column.Field.Name;
        return new Figure(measure, $"{Prefix(measure)}_{subject}", column.IsDuration ? "s" : column.Unit ?? "count");
    }

    private static string Prefix(Measure measure) => measure.Kind switch
    {
        MeasureKind.Sum => "sum",
        MeasureKind.Average => "average",
        MeasureKind.Minimum => "min",
        MeasureKind.Maximum => "max",
        _ => FormattableString.Invariant($"p{measure.Percent}"),
    };
}
