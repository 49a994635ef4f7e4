namespace Telemetry.Tools.Charts;

/// <summary>A place in pixels at 1x, from the top left.</summary>
internal readonly record struct Pt(double X, double Y);

/// <summary>A rectangle in pixels at 1x.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double MidX => X + Width / 2;

    public double MidY => Y + Height / 2;

    public static Box Edges(double left, double top, double right, double bottom) => new(left, top, Math.Max(0, right - left), Math.Max(0, bottom - top));

    public bool Overlaps(Box other, double gap = 0) =>
        X < other.Right + gap && other.X < Right + gap && Y < other.Bottom + gap && other.Y < Bottom + gap;

    public bool Contains(Box other) => other.X >= X && other.Y >= Y && other.Right <= Right && other.Bottom <= Bottom;

    public Pt[] Corners() => [new(X, Y), new(Right, Y), new(Right, Bottom), new(X, Bottom)];
}
