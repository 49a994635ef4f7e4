namespace Telemetry.Tools.Charts;

/// <summary>Bars that grow to the right, names at the left, values at their ends.</summary>
internal sealed class HorizontalBars(Plot plot, CategoryBars data)
{
    private const double LeastPitchForText = 14;

    public double Draw(SceneBuilder scene, double top, double? bottom)
    {
        double names = NameWidth(scene);
        double ends = data.Bars.Max(b => scene.Measure(BarText.Value(b.Total, plot.Y.Unit))) + 8;
        double left = scene.Left + names + 10 + (data.Min < 0 ? ends : 0);
        double right = scene.Right - (data.Max > 0 || data.Min >= 0 ? ends : 4);
        AxisPlan axis = AxisPlan.For(plot.Y, Math.Min(0, data.Min), Math.Max(0, data.Max), (int)Math.Clamp((right - left) / 76, 3, 8), round: false);
        double topLabels = HasReferences ? 20 : 0;
        double foot = 20 + (axis.Title is null ? 0 : 20);
        double pitch = bottom is { } end ? Math.Max(3, (end - foot - top - topLabels) / data.Bars.Count) : Pitch(data.Bars.Count);
        var area = Box.Edges(left, top + topLabels, right, top + topLabels + pitch * data.Bars.Count);

        AxisDrawing.Below(scene, axis, area, grid: true);
        for (int i = 0; i < data.Bars.Count; i++)
            DrawBar(scene, axis, area, i, pitch, names);
        double zero = axis.At(0, area.X, area.Right);
        scene.Line(new(zero, area.Y), new(zero, area.Bottom), Ink.Axis);
        ReferenceDrawing.Vertical(scene, plot.References.Where(r => r.Axis == ReferenceAxis.Y), axis, area, plot.Y);
        return area.Bottom + foot;
    }

    private bool HasReferences => plot.References.Any(r => r.Axis == ReferenceAxis.Y);

    private static double Pitch(int bars) => bars <= 6 ? 32 : bars <= 12 ? 28 : bars <= 24 ? 24 : 19;

    private double NameWidth(SceneBuilder scene)
    {
        double widest = data.Bars.Max(b => scene.Measure(b.Name));
        return Math.Min(widest, (scene.Right - scene.Left) * 0.38);
    }

    private void DrawBar(SceneBuilder scene, AxisPlan axis, Box area, int index, double pitch, double names)
    {
        CategoryBar bar = data.Bars[index];
        double middle = area.Y + pitch * (index + 0.5);
        double thick = Math.Max(1, Math.Round(pitch * (pitch < 22 ? 0.78 : 0.72)));
        (double low, double high) = DrawPieces(scene, axis, area, bar, middle - thick / 2, thick);
        if (!IsLabelled(index, pitch))
            return;
        double baseline = middle + SceneBuilder.LabelSize * 0.36;
        string name = scene.Fit.Middle(bar.Name, names, SceneBuilder.LabelSize);
        scene.Text(name, new(scene.Left + names, baseline), Ink.Text, Anchor.End, full: bar.Name);
        string value = BarText.Value(bar.Total, plot.Y.Unit);
        if (bar.Total < 0 && bar.Above == 0)
            scene.TextOnPatch(value, new(low - 5, baseline), Ink.Text, Anchor.End);
        else
            scene.TextOnPatch(value, new(high + 5, baseline), Ink.Text, Anchor.Start);
    }

    // Where rows are thinner than letters, every n-th one is named.
    private static bool IsLabelled(int index, double pitch) => index % (int)Math.Ceiling(LeastPitchForText / pitch) == 0;

    private (double Low, double High) DrawPieces(SceneBuilder scene, AxisPlan axis, Box area, CategoryBar bar, double y, double thick)
    {
        double above = 0, below = 0, low = axis.At(0, area.X, area.Right), high = low;
        foreach (BarPiece piece in bar.Pieces)
        {
            double from = piece.Value > 0 ? above : below, to = from + piece.Value;
            (above, below) = piece.Value > 0 ? (to, below) : (above, to);
            double a = axis.At(Math.Min(from, to), area.X, area.Right), b = axis.At(Math.Max(from, to), area.X, area.Right);
            (low, high) = (Math.Min(low, a), Math.Max(high, b));
            double gap = bar.Pieces.Count > 1 && b - a > 3 ? 1 : 0;
            var box = new Box(a, y, Math.Max(b - a - gap, piece.Value == 0 ? 0 : 0.75), thick);
            scene.Block(box, piece.Ink, BarText.Tip(bar, piece, plot.Y.Unit));
            if (bar.Pieces.Count > 1)
                PieceLabel(scene, piece, box);
        }
        return (low, high);
    }

    private void PieceLabel(SceneBuilder scene, BarPiece piece, Box box)
    {
        string text = BarText.Value(piece.Value, plot.Y.Unit);
        if (scene.Measure(text) + 12 > box.Width || box.Height < 15)
            return;
        scene.TextInBlock(text, box.MidX, Anchor.Middle, box, piece.Ink);
    }
}
