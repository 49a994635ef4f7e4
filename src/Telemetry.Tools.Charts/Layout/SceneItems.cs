namespace Telemetry.Tools.Charts;

/// <summary>Something to draw.</summary>
internal abstract record SceneItem
{
    public abstract void DrawOn(ICanvas canvas);
}

internal sealed record RectItem(Box Box, Ink Fill, string? Tip = null) : SceneItem
{
    public override void DrawOn(ICanvas canvas) => canvas.Rect(Box, Fill, Tip);
}

internal sealed record LineItem(Pt From, Pt To, Pen Pen) : SceneItem
{
    public override void DrawOn(ICanvas canvas) => canvas.Line(From, To, Pen);
}

internal sealed record PolylineItem(IReadOnlyList<Pt> Points, Pen Pen) : SceneItem
{
    public override void DrawOn(ICanvas canvas) => canvas.Polyline(Points, Pen);
}

internal sealed record PolygonItem(IReadOnlyList<Pt> Points, Ink Fill, double Opacity = 1) : SceneItem
{
    public override void DrawOn(ICanvas canvas) => canvas.Polygon(Points, Fill, Opacity);
}

internal sealed record CircleItem(Pt Centre, double Radius, Ink Fill, string? Tip = null) : SceneItem
{
    public override void DrawOn(ICanvas canvas) => canvas.Circle(Centre, Radius, Fill, Tip);
}

internal sealed record HatchItem(IReadOnlyList<(Pt From, Pt To)> Lines, Pen Pen) : SceneItem
{
    public override void DrawOn(ICanvas canvas) => canvas.Hatch(Lines, Pen);
}

internal sealed record HitItem(Box Box, string Tip) : SceneItem
{
    public override void DrawOn(ICanvas canvas) => canvas.Hit(Box, Tip);
}

/// <summary>One line of text.</summary>
/// <param name="Text">What is written, already cleaned and cut.</param>
/// <param name="At">Place of the anchor on the baseline.</param>
/// <param name="Size">Height of the em square in pixels.</param>
/// <param name="Ink">Colour.</param>
/// <param name="Anchor">Which end is at the place.</param>
/// <param name="Bold">Whether it is bold.</param>
/// <param name="Width">Width by the metrics of the layout.</param>
/// <param name="Full">The whole text where it was cut.</param>
internal sealed record TextItem(string Text, Pt At, double Size, Ink Ink, Anchor Anchor, bool Bold, double Width, string? Full = null) : SceneItem
{
    public const double Ascent = 0.76;
    public const double Descent = 0.22;

    public double Left => At.X - Anchor switch { Anchor.Middle => Width / 2, Anchor.End => Width, _ => 0 };

    public Box Bounds => new(Left, At.Y - Size * Ascent, Width, Size * (Ascent + Descent));

    public override void DrawOn(ICanvas canvas) => canvas.Text(this);
}
