namespace Telemetry.Tools.Charts;

/// <summary>Bars and stacked bars, either way.</summary>
internal sealed class BarLayout(Plot plot, CategoryBars data) : IMarkLayout
{
    private const int FewestVertical = 3, MostVertical = 12;

    public bool IsEmpty => data.Bars.Count == 0;

    public IReadOnlyList<LegendEntry> Legend => data.Legend;

    public double Draw(SceneBuilder scene, double top, double? bottom)
    {
        Plot linear = plot with { Y = plot.Y with { Scale = AxisScale.Linear } };
        return IsHorizontal(scene)
            ? new HorizontalBars(linear, data).Draw(scene, top, bottom)
            : new VerticalBars(linear, data).Draw(scene, top, bottom);
    }

    private bool IsHorizontal(SceneBuilder scene)
    {
        if (data.Orientation != BarOrientation.Auto)
            return data.Orientation == BarOrientation.Horizontal;
        if (data.Bars.Count is < FewestVertical or > MostVertical)
            return true;
        double band = (scene.Right - scene.Left - 60) / data.Bars.Count;
        return data.Bars.Any(b => scene.Measure(b.Name) > band - 10 || scene.Measure(BarText.Value(b.Total, plot.Y.Unit)) > band - 6);
    }
}

/// <summary>What is written on bars.</summary>
internal static class BarText
{
    public static string Value(double value, string? unit)
    {
        string full = ValueFormat.Text(value, unit);
        return full.Length <= 13 ? full : ValueFormat.Compact(value, unit);
    }

    public static string Tip(CategoryBar bar, BarPiece piece, string? unit) =>
        $"{bar.Name}{(piece.Series is null ? "" : $", {piece.Series}")}: {ValueFormat.Text(piece.Value, unit)}";
}
