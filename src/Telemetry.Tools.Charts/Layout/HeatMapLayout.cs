namespace Telemetry.Tools.Charts;

/// <summary>A table of cells whose colour says their value, with a key above.</summary>
internal sealed class HeatMapLayout(Plot plot, HeatMapMark mark) : IMarkLayout
{
    private readonly string[] _rows = [.. mark.Rows.Select(ChartText.Clean)];
    private readonly string[] _columns = [.. mark.Columns.Select(ChartText.Clean)];

    public bool IsEmpty => mark.FiniteValues == 0;

    public IReadOnlyList<LegendEntry> Legend => [];

    public double Draw(SceneBuilder scene, double top, double? bottom)
    {
        var scale = new HeatScale(mark, plot.Y);
        top = Key(scene, scale, top);
        double names = Math.Min(_rows.Max(r => scene.Measure(r)), (scene.Right - scene.Left) * 0.32);
        double foot = 22 + (plot.X.Title is null ? 0 : 18);
        double left = Math.Ceiling(scene.Left + names + 10);
        double pitch = bottom is { } end ? Math.Max(2, (end - foot - top) / _rows.Length) : Pitch(_rows.Length);
        var area = new Box(left, top, scene.Right - left, pitch * _rows.Length);
        Cells(scene, scale, area, pitch);
        int every = (int)Math.Ceiling(14 / pitch);
        for (int r = 0; r < _rows.Length; r += every)
            scene.Text(scene.Fit.Middle(_rows[r], names, SceneBuilder.LabelSize), new(scene.Left + names, top + pitch * (r + 0.5) + 4.3), Ink.Text, Anchor.End, full: _rows[r]);
        CategoryLabels.Below(scene, _columns, area, area.Width / _columns.Length);
        if (plot.X.Title is { } title)
            AxisDrawing.Title(scene, title, area.Bottom + 35);
        return area.Bottom + foot;
    }

    private static double Pitch(int rows) => rows <= 12 ? 30 : rows <= 30 ? 22 : 16;

    private void Cells(SceneBuilder scene, HeatScale scale, Box area, double pitch)
    {
        double width = area.Width / _columns.Length;
        double gap = width > 6 && pitch > 6 ? 1 : 0;
        bool labelled = pitch >= 15 && Each().All(c => scene.Measure(Text(c.Value)) + 6 <= width);
        foreach ((int row, int column, double value) in Each())
        {
            Ink ink = Ink.Heat(scale.Level(value, Palette.HeatLevels));
            var box = Box.Edges(area.X + width * column, area.Y + pitch * row, area.X + width * (column + 1) - gap, area.Y + pitch * (row + 1) - gap);
            scene.Block(box, ink, $"{_rows[row]}, {_columns[column]}: {ValueFormat.Text(value, plot.Y.Unit)}");
            if (labelled)
                scene.Text(Text(value), new(box.MidX, box.MidY + 4.3), ink.TextOnIt, Anchor.Middle);
        }
    }

    private IEnumerable<(int Row, int Column, double Value)> Each() =>
        from row in Enumerable.Range(0, _rows.Length)
        from column in Enumerable.Range(0, _columns.Length)
        let value = mark[row, column]
        where value is not null
        select (row, column, value.Value);

    private string Text(double value) => ValueFormat.Compact(value, plot.Y.Unit);

    private double Key(SceneBuilder scene, HeatScale scale, double top)
    {
        double x = scene.Left, baseline = top + 11;
        string title = plot.Y.Scale == AxisScale.Log ? $"{plot.Y.Title} (log scale)".Trim() : plot.Y.Title ?? "";
        title = scene.Fit.End(title, (scene.Right - scene.Left) * 0.4, SceneBuilder.LabelSize);
        if (title.Length > 0)
            x += scene.Text(title, new(x, baseline), Ink.Muted).Width + 14;
        x += scene.Text(Text(scale.Min), new(x, baseline), Ink.Muted).Width + 8;
        double room = scene.Right - x - 8 - scene.Measure(Text(scale.Max));
        double swatch = Math.Clamp(Math.Floor(room / Palette.HeatLevels), 2, 22);
        for (int level = 0; level < Palette.HeatLevels; level++, x += swatch)
            scene.Block(new Box(x, top, swatch, 13), Ink.Heat(level), null);
        scene.Text(Text(scale.Max), new(x + 8, baseline), Ink.Muted);
        return top + 28;
    }
}
