namespace Telemetry.Tools.Charts;

/// <summary>Two value axes around an area.</summary>
internal sealed record ValueFrame(AxisPlan X, AxisPlan Y, Box Area, double Bottom)
{
    private const double DefaultHeight = 270;
    private const double TickGap = 85;
    private const double LabelGap = 14;

    public Pt At(double x, double y) => new(X.At(x, Area.X, Area.Right), Y.At(y, Area.Bottom, Area.Y));

    /// <summary>Plans and draws the frame.</summary>
    /// <param name="scene">Where to.</param>
    /// <param name="plot">What the axes mean.</param>
    /// <param name="x">Ends of the horizontal axis.</param>
    /// <param name="y">Ends of the vertical axis; they are moved outwards to ticks.</param>
    /// <param name="top">Where it begins.</param>
    /// <param name="bottom">Where it must end.</param>
    /// <param name="space">Room kept free at the right, and whether X is moved outwards to ticks too.</param>
    public static ValueFrame Draw(SceneBuilder scene, Plot plot, (double Min, double Max) x, (double Min, double Max) y, double top, double? bottom, FrameSpace space)
    {
        double width = scene.Right - scene.Left - 60 - space.Right;
        AxisPlan across = AxisPlan.For(plot.X, x.Min, x.Max, (int)Math.Clamp(width / TickGap, 2, 14), space.RoundX, label => (scene.Measure(label) + LabelGap) / width);
        double room = AxisDrawing.RoomBelow(across);
        bool named = plot.References.Any(r => r.Axis == ReferenceAxis.X);
        double above = named ? 30 : 12;
        double height = bottom is { } end ? end - room - top - above : DefaultHeight;
        AxisPlan up = AxisPlan.For(plot.Y, y.Min, y.Max, (int)Math.Clamp(height / (plot.Y.Scale == AxisScale.Log ? 36 : 50), 2, 10), round: true);
        above += up.Title is null ? 0 : 16;
        double left = scene.Left + up.LabelWidth(scene) + 10;
        double areaBottom = bottom is { } last ? Math.Max(top + above + 30, last - room) : top + above + DefaultHeight;
        var area = Box.Edges(left, Math.Round(top + above), scene.Right - space.Right, Math.Round(areaBottom));

        var frame = new ValueFrame(across, up, area, area.Bottom + room);
        AxisDrawing.LeftOf(scene, up, area, named ? 17 : 0);
        AxisDrawing.Below(scene, across, area, grid: false);
        double line = AxisDrawing.Crisp(up.IsLog || up.Min > 0 || up.Max < 0 ? area.Bottom : up.At(0, area.Bottom, area.Y));
        scene.Line(new(area.X, line), new(area.Right, line), Ink.Axis);
        return frame;
    }

    /// <summary>Draws the reference lines over the data.</summary>
    public void References(SceneBuilder scene, Plot plot)
    {
        ReferenceDrawing.Vertical(scene, plot.References.Where(r => r.Axis == ReferenceAxis.X), X, Area, plot.X);
        ReferenceDrawing.Horizontal(scene, plot.References.Where(r => r.Axis == ReferenceAxis.Y), Y, Area, plot.Y);
    }
}

/// <summary>Room at the right of a frame, and whether its horizontal axis ends at ticks.</summary>
internal readonly record struct FrameSpace(double Right, bool RoundX);
