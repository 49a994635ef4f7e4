namespace Telemetry.Tools.Charts;

/// <summary>Lines, areas and single points on two value axes.</summary>
internal sealed class XyLayout : IMarkLayout
{
    private const int MostMarked = 60;
    private const int MostTips = 400;

    private readonly Plot _plot;
    private readonly List<XySeries> _series;
    private readonly List<XySeries> _drawn;

    public XyLayout(Plot plot, XyMark mark)
    {
        _plot = mark is AreaMark ? plot with { Y = plot.Y with { Scale = AxisScale.Linear } } : plot;
        _series = XyData.Series(_plot, mark);
        _drawn = mark is AreaMark ? XyData.Stacked(_series) : _series;
    }

    public bool IsEmpty => _series.All(s => s.Points.Count == 0);

    public IReadOnlyList<LegendEntry> Legend => [.. _series.Select(s => new LegendEntry(s.Name, s.Ink, _plot.Mark switch
    {
        AreaMark => LegendShape.Block,
        ScatterMark => LegendShape.Dot,
        _ => LegendShape.Line,
    }))];

    public double Draw(SceneBuilder scene, double top, double? bottom)
    {
        string? last = _series.Count == 1 && _plot.Mark is LineMark && _series[0].Points.Count > 1 ? BarText.Value(_series[0].Points[^1].Y, _plot.Y.Unit) : null;
        double right = last is null ? 8 : scene.Measure(last) + 12;
        ValueFrame frame = ValueFrame.Draw(scene, _plot, XyData.RangeX(_drawn), XyData.RangeY(_plot, _drawn), top, bottom, new FrameSpace(right, _plot.Mark is ScatterMark));
        if (_plot.Mark is AreaMark)
            DrawAreas(scene, frame);
        else
            _series.ForEach(s => DrawSeries(scene, frame, s));
        if (_plot.Mark is AreaMark || _plot.Mark is LineMark && _series.Exists(s => s.Points.Count > MostMarked))
            ColumnTips(scene, frame);
        frame.References(scene, _plot);
        if (last is not null)
            LastValue(scene, frame, last);
        return frame.Bottom;
    }

    private void LastValue(SceneBuilder scene, ValueFrame frame, string text)
    {
        PlotPoint point = _series[0].Points[^1];
        Pt at = frame.At(point.X, point.Y);
        scene.Text(text, new(frame.Area.Right + 8, at.Y + SceneBuilder.LabelSize * 0.36), Ink.Text);
    }

    private void DrawSeries(SceneBuilder scene, ValueFrame frame, XySeries series)
    {
        Pt[] points = [.. series.Points.Select(p => frame.At(p.X, p.Y))];
        if (_plot.Mark is ScatterMark)
        {
            DrawDots(scene, series, points, points.Select((p, i) => (p, i)).DistinctBy(d => (Math.Round(d.p.X), Math.Round(d.p.Y))).Select(d => d.i));
            return;
        }
        int from = 0;
        foreach (int length in series.Pieces().Select(p => p.Count))
        {
            if (length > 1)
                scene.Add(new PolylineItem(XyData.Thin(points[from..(from + length)]), new Pen(series.Ink, 2.25, series.Ink == Ink.Failure)));
            if (length == 1 || points.Length <= MostMarked)
                DrawDots(scene, series, points, Enumerable.Range(from, length));
            from += length;
        }
    }

    private void DrawDots(SceneBuilder scene, XySeries series, Pt[] points, IEnumerable<int> which)
    {
        foreach (int i in which)
            Dots.Draw(scene, points[i], series.Ink, Tip(series, series.Points[i]));
    }

    private void DrawAreas(SceneBuilder scene, ValueFrame frame)
    {
        double zero = frame.At(0, 0).Y;
        List<Pt>? below = null;
        foreach (XySeries layer in _drawn)
        {
            List<Pt> line = XyData.Thin([.. layer.Points.Select(p => frame.At(p.X, p.Y))]);
            if (line.Count == 1)
                line = [new(line[0].X - 6, line[0].Y), new(line[0].X + 6, line[0].Y)];
            below ??= [new(line[0].X, zero), new(line[^1].X, zero)];
            Pt[] outline = [.. line, .. Enumerable.Reverse(below)];
            scene.Add(new PolygonItem(outline, layer.Ink, _drawn.Count == 1 ? 0.28 : 0.82));
            if (layer.Ink == Ink.Failure)
                scene.Add(new HatchItem(Hatching.Lines(outline, 7), new Pen(Ink.Background, 1.4)));
            scene.Add(new PolylineItem(line, new Pen(layer.Ink, 1.75)));
            below = line;
        }
    }

    // Where there are no marks to point at, each X is a column that says the values there.
    private void ColumnTips(SceneBuilder scene, ValueFrame frame)
    {
        double[] places = [.. _series.SelectMany(s => s.Points).Select(p => p.X).Distinct().Order()];
        if (places.Length is 0 or > MostTips)
            return;
        var values = _series.Select(s => s.Points.ToLookup(p => p.X)).ToList();
        for (int i = 0; i < places.Length; i++)
        {
            double from = i == 0 ? frame.Area.X : frame.At((places[i - 1] + places[i]) / 2, 0).X;
            double to = i == places.Length - 1 ? frame.Area.Right : frame.At((places[i] + places[i + 1]) / 2, 0).X;
            var tips = _series.Select((s, at) => (s.Name, Points: values[at][places[i]])).SelectMany(s => s.Points.Take(1).Select(p => $"{(_series.Count > 1 ? $"{s.Name} " : "")}{ValueFormat.Text(p.Y, _plot.Y.Unit)}"));
            scene.Add(new HitItem(Box.Edges(from, frame.Area.Y, to, frame.Area.Bottom), $"{Place(places[i])}: {string.Join(", ", tips)}"));
        }
    }

    private string Place(double x) => _plot.X.Scale == AxisScale.Time ? ValueFormat.Time(PlotTime.Time(Math.Round(x))) : ValueFormat.Text(x, _plot.X.Unit);

    private string Tip(XySeries series, PlotPoint point)
    {
        string name = _series.Count > 1 ? $"{series.Name}, " : "";
        return $"{name}{Place(point.X)}: {ValueFormat.Text(point.Y, _plot.Y.Unit)}";
    }
}
