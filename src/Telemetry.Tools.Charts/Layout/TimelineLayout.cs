namespace Telemetry.Tools.Charts;

/// <summary>Spans along a time or duration axis.</summary>
internal sealed class TimelineLayout(Plot plot, TimelineMark mark) : IMarkLayout
{
    private const double LeastPitchForText = 14;

    private readonly List<TimelineRow> _rows = TimelineLanes.Rows(mark.Spans);

    public bool IsEmpty => _rows.Count == 0;

    public IReadOnlyList<LegendEntry> Legend
    {
        get
        {
            List<LegendEntry> entries = [.. mark.SlotNames.Select((n, i) => new LegendEntry(ChartText.Clean(n), Ink.Series(i), LegendShape.Block))];
            if (!mark.Spans.Any(s => s.Style.Meaning == SeriesMeaning.Failure))
                return entries;
            if (entries.Count == 0)
                entries.Add(new LegendEntry("ran", Ink.Series(0), LegendShape.Block));
            return [.. entries, new LegendEntry("failed", Ink.Failure, LegendShape.Block)];
        }
    }

    public double Draw(SceneBuilder scene, double top, double? bottom)
    {
        Plot linear = plot.X.Scale == AxisScale.Log ? plot with { X = plot.X with { Scale = AxisScale.Linear } } : plot;
        double names = Math.Min(_rows.Max(r => r.Name is null ? 0 : scene.Measure(r.Name)), (scene.Right - scene.Left) * 0.32);
        double left = scene.Left + names + 12, right = scene.Right - 12;
        double first = mark.Spans.Where(s => s.IsFinite).Min(s => s.Start), last = mark.Spans.Where(s => s.IsFinite).Max(s => s.End);
        if (plot.X.Scale != AxisScale.Time && first >= 0 && first < last * 0.25)
            first = 0;
        AxisPlan axis = AxisPlan.For(linear.X, first, last, (int)Math.Clamp((right - left) / 85, 2, 12), round: false, label => (scene.Measure(label) + 14) / (right - left));
        double foot = AxisDrawing.RoomBelow(axis);
        bool named = plot.References.Any(r => r.Axis == ReferenceAxis.X);
        top += named ? 20 : 0;
        double pitch = bottom is { } end ? Math.Max(2, (end - foot - top) / _rows.Count) : Pitch(_rows.Count);
        var area = Box.Edges(left, top, right, top + pitch * _rows.Count + 4);
        AxisDrawing.Below(scene, axis, area, grid: true);
        for (int i = 0; i < _rows.Count; i++)
            DrawRow(scene, axis, area, _rows[i], i, pitch, names);
        scene.Line(new(area.X, area.Bottom + 0.5), new(area.Right, area.Bottom + 0.5), Ink.Axis);
        ReferenceDrawing.Vertical(scene, plot.References.Where(r => r.Axis == ReferenceAxis.X), axis, area, linear.X);
        return area.Bottom + foot;
    }

    private static double Pitch(int rows) => rows <= 16 ? 27 : rows <= 40 ? 21 : 15;

    private void DrawRow(SceneBuilder scene, AxisPlan axis, Box area, TimelineRow row, int index, double pitch, double names)
    {
        double middle = area.Y + pitch * (index + 0.5);
        if (row.Name is { } name && (pitch >= LeastPitchForText || index % (int)Math.Ceiling(LeastPitchForText / pitch) == 0))
            scene.Text(scene.Fit.Middle(name, names, SceneBuilder.LabelSize), new(scene.Left + names, middle + 4.3), Ink.Text, Anchor.End, full: name);
        double thick = Math.Max(1, Math.Round(pitch * 0.74));
        for (int i = 0; i < row.Spans.Count; i++)
        {
            TimelineSpan span = row.Spans[i];
            double from = axis.At(span.Start, area.X, area.Right), to = Math.Max(axis.At(span.End, area.X, area.Right), from + 1.5);
            double next = i + 1 < row.Spans.Count ? axis.At(row.Spans[i + 1].Start, area.X, area.Right) : scene.Right;
            bool gap = to - from > 4 && next - to < 1;
            var box = Box.Edges(from, middle - thick / 2, gap ? to - 1 : to, middle + thick / 2);
            Ink ink = Ink.Of(span.Style, 0);
            scene.Block(box, ink, Tip(span));
            Label(scene, ChartText.Clean(span.Label), box, next, ink, thick);
        }
    }

    private static void Label(SceneBuilder scene, string label, Box box, double next, Ink ink, double thick)
    {
        if (label.Length == 0 || thick < 13)
            return;
        double width = scene.Measure(label), baseline = box.MidY + 4.3;
        if (width + 12 <= box.Width)
            scene.TextInBlock(label, box.X + 6, Anchor.Start, box, ink);
        else if (box.Right + 5 + width + 6 <= next)
            scene.TextOnPatch(label, new(box.Right + 5, baseline), Ink.Text, Anchor.Start);
    }

    private string Tip(TimelineSpan span)
    {
        string unit = plot.X.Scale == AxisScale.Time ? "s" : plot.X.Unit ?? "";
        string label = ChartText.Clean(span.Label);
        return $"{ChartText.Clean(span.Lane)}{(label.Length > 0 ? $", {label}" : "")}: {ValueFormat.Text(span.End - span.Start, unit)}{(span.Style.Meaning == SeriesMeaning.Failure ? ", failed" : "")}";
    }
}
