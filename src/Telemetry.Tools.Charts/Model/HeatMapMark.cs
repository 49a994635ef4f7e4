namespace Telemetry.Tools.Charts;

/// <summary>A table of cells, darker (on dark: lighter) for larger values.</summary>
/// <param name="Columns">Names along the bottom.</param>
/// <param name="Rows">Names at the left, from the top.</param>
/// <param name="Values">Values by row, then by column, in the unit of <see cref="Plot.Y"/>. <see langword="null"/> = nothing known: an empty cell.</param>
public sealed record HeatMapMark(IReadOnlyList<string> Columns, IReadOnlyList<string> Rows, IReadOnlyList<IReadOnlyList<double?>> Values) : PlotMark
{
    /// <inheritdoc/>
    public override int FiniteValues => Cells.Count(v => v is { } x && double.IsFinite(x));

    /// <inheritdoc/>
    public override int DroppedValues => Cells.Count(v => v is { } x && !double.IsFinite(x));

    private IEnumerable<double?> Cells => Values.Take(Rows.Count).SelectMany(r => r.Take(Columns.Count));

    /// <summary>The value of a cell; <see langword="null"/> when there is none that can be drawn.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column.</param>
    public double? this[int row, int column] =>
        row < Values.Count && column < Values[row].Count && Values[row][column] is { } value && double.IsFinite(value) ? value : null;
}
