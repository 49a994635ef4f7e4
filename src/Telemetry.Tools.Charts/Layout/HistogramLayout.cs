namespace Telemetry.Tools.Charts;

/// <summary>A histogram: bars without gaps over a value axis.</summary>
internal sealed class HistogramLayout(Plot plot, HistogramMark mark) : IMarkLayout
{
    private readonly List<HistogramBin> _bins = [.. mark.Bins.Where(b => b.IsFinite && (plot.X.Scale != AxisScale.Log || b.From > 0))];

    public bool IsEmpty => _bins.Count == 0;

    public IReadOnlyList<LegendEntry> Legend => [];

    public double Draw(SceneBuilder scene, double top, double? bottom)
    {
        Plot linear = plot with { Y = plot.Y with { Scale = AxisScale.Linear } };
        (double, double) y = (Math.Min(0, _bins.Min(b => b.Count)), Math.Max(1, _bins.Max(b => b.Count)));
        ValueFrame frame = ValueFrame.Draw(scene, linear, (_bins.Min(b => b.From), _bins.Max(b => b.To)), y, top, bottom, new FrameSpace(8, RoundX: false));
        Ink ink = Ink.Of(mark.Style, 0);
        foreach (HistogramBin bin in _bins.Where(b => b.Count != 0))
        {
            Pt from = frame.At(bin.From, bin.Count), to = frame.At(bin.To, 0);
            double gap = to.X - from.X > 4 ? 1 : 0;
            scene.Block(Box.Edges(from.X + gap, Math.Min(from.Y, to.Y), to.X, Math.Max(from.Y, to.Y)), ink, Tip(bin));
        }
        double zero = AxisDrawing.Crisp(frame.At(0, 0).Y);
        scene.Line(new(frame.Area.X, zero), new(frame.Area.Right, zero), Ink.Axis);
        frame.References(scene, linear);
        return frame.Bottom;
    }

    private string Tip(HistogramBin bin) =>
        $"{ValueFormat.Text(bin.From, plot.X.Unit)} to {ValueFormat.Text(bin.To, plot.X.Unit)}: {ValueFormat.Text(bin.Count, plot.Y.Unit)}";
}
