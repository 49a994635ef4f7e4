namespace Telemetry.Tools.Charts;

/// <summary>Draws lines at named values.</summary>
internal static class ReferenceDrawing
{
    /// <summary>Upright lines, named above the area; a name that would cover another is moved to its other side, or left out.</summary>
    public static void Vertical(SceneBuilder scene, IEnumerable<ReferenceLine> lines, AxisPlan axis, Box area, PlotAxis meaning)
    {
        var placed = new List<Box>();
        foreach (ReferenceLine line in Within(lines, axis))
        {
            double x = AxisDrawing.Crisp(axis.At(line.Value, area.X, area.Right));
            scene.Add(new LineItem(new(x, area.Y - 4), new(x, area.Bottom), new Pen(Ink.Text, 1, Dashed: true)));
            string text = scene.Fit.End(Label(line, meaning), scene.Right - scene.Left, SceneBuilder.LabelSize);
            double width = scene.Measure(text), y = area.Y - 8;
            foreach (double left in (ReadOnlySpan<double>)[Math.Clamp(x - width / 2, scene.Left, scene.Right - width), x, x - width])
            {
                var box = new Box(left, y - 10, width, 13);
                if (left < scene.Left || left + width > scene.Right || placed.Exists(p => p.Overlaps(box, 8)))
                    continue;
                scene.Text(text, new(left, y), Ink.Text);
                placed.Add(box);
                break;
            }
        }
    }

    /// <summary>Level lines, named at the right end above them.</summary>
    public static void Horizontal(SceneBuilder scene, IEnumerable<ReferenceLine> lines, AxisPlan axis, Box area, PlotAxis meaning)
    {
        var placed = new List<Box>();
        foreach (ReferenceLine line in Within(lines, axis))
        {
            double y = AxisDrawing.Crisp(axis.At(line.Value, area.Bottom, area.Y));
            scene.Add(new LineItem(new(area.X, y), new(area.Right, y), new Pen(Ink.Text, 1, Dashed: true)));
            string text = scene.Fit.End(Label(line, meaning), area.Width * 0.8, SceneBuilder.LabelSize);
            var box = new Box(area.Right - scene.Measure(text) - 4, y - 15, scene.Measure(text), 13);
            if (box.Y < area.Y || placed.Exists(p => p.Overlaps(box, 2)))
                continue;
            scene.TextOnPatch(text, new(area.Right - 4, y - 5), Ink.Text, Anchor.End);
            placed.Add(box);
        }
    }

    private static IEnumerable<ReferenceLine> Within(IEnumerable<ReferenceLine> lines, AxisPlan axis) =>
        lines.Where(l => double.IsFinite(l.Value) && l.Value >= axis.Min && l.Value <= axis.Max).OrderBy(l => l.Value);

    /// <summary>Name and value of a line.</summary>
    public static string Label(ReferenceLine line, PlotAxis meaning)
    {
        string name = ChartText.Clean(line.Label);
        string value = meaning.Scale == AxisScale.Time ? "" : ValueFormat.Text(line.Value, meaning.Unit);
        return $"{name} {value}".Trim();
    }
}
