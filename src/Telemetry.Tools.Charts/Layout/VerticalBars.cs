namespace Telemetry.Tools.Charts;

/// <summary>Bars that grow upwards, names under them.</summary>
internal sealed class VerticalBars(Plot plot, CategoryBars data)
{
    private const double DefaultHeight = 260;
    private const double WidestBar = 72;

    public double Draw(SceneBuilder scene, double top, double? bottom)
    {
        string? xTitle = ChartText.Clean(plot.X.Title) is { Length: > 0 } t ? t : null;
        double foot = 22 + (xTitle is null ? 0 : 18);
        double height = bottom is { } end ? Math.Max(40, end - top - foot - 22) : DefaultHeight;
        AxisPlan axis = AxisPlan.For(plot.Y, Math.Min(0, data.Min), Math.Max(0, data.Max), (int)Math.Clamp(height / 52, 2, 10), round: true);
        double left = scene.Left + axis.LabelWidth(scene) + 10;
        var area = new Box(left, top + (axis.Title is null ? 18 : 30), scene.Right - left, height);
        if (bottom is not null)
            area = Box.Edges(area.X, area.Y, area.Right, Math.Max(area.Y + 30, bottom.Value - foot));

        AxisDrawing.LeftOf(scene, axis, area);
        double band = area.Width / data.Bars.Count;
        double thick = Math.Max(1, Math.Min(Math.Round(band * 0.72), WidestBar));
        bool values = data.Bars.All(b => scene.Measure(Value(b)) <= band - 4) && area.Height > 60;
        for (int i = 0; i < data.Bars.Count; i++)
            DrawBar(scene, axis, area, data.Bars[i], area.X + band * (i + 0.5), thick, values);
        double zero = AxisDrawing.Crisp(axis.At(0, area.Bottom, area.Y));
        scene.Line(new(area.X, zero), new(area.Right, zero), Ink.Axis);
        CategoryLabels.Below(scene, [.. data.Bars.Select(b => b.Name)], area, band);
        if (xTitle is not null)
            AxisDrawing.Title(scene, xTitle, area.Bottom + 35);
        ReferenceDrawing.Horizontal(scene, plot.References.Where(r => r.Axis == ReferenceAxis.Y), axis, area, plot.Y);
        return area.Bottom + foot;
    }

    private string Value(CategoryBar bar) => BarText.Value(bar.Total, plot.Y.Unit);

    private void DrawBar(SceneBuilder scene, AxisPlan axis, Box area, CategoryBar bar, double middle, double thick, bool values)
    {
        double above = 0, below = 0, x = middle - thick / 2, high = axis.At(0, area.Bottom, area.Y), low = high;
        foreach (BarPiece piece in bar.Pieces)
        {
            double from = piece.Value > 0 ? above : below, to = from + piece.Value;
            (above, below) = piece.Value > 0 ? (to, below) : (above, to);
            double a = axis.At(Math.Max(from, to), area.Bottom, area.Y), b = axis.At(Math.Min(from, to), area.Bottom, area.Y);
            (high, low) = (Math.Min(high, a), Math.Max(low, b));
            double gap = bar.Pieces.Count > 1 && b - a > 3 ? 1 : 0;
            double tall = Math.Max(b - a - gap, piece.Value == 0 ? 0 : 0.75);
            scene.Block(new Box(x, piece.Value > 0 ? b - tall : a + gap, thick, tall), piece.Ink, BarText.Tip(bar, piece, plot.Y.Unit));
        }
        if (!values)
            return;
        bool down = bar.Total < 0 && bar.Above == 0;
        scene.TextOnPatch(Value(bar), new(middle, down ? low + 14 : high - 5), Ink.Text, Anchor.Middle);
    }
}
