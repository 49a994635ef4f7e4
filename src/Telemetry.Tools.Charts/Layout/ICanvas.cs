namespace Telemetry.Tools.Charts;

/// <summary>What a painter must be able to draw. Layout decides everything else, so that all painters show the same chart.</summary>
internal interface ICanvas
{
    void Rect(Box box, Ink fill, string? tip);

    void Line(Pt from, Pt to, Pen pen);

    void Polyline(IReadOnlyList<Pt> points, Pen pen);

    void Polygon(IReadOnlyList<Pt> points, Ink fill, double opacity);

    void Circle(Pt centre, double radius, Ink fill, string? tip);

    /// <summary>Parallel lines that fill an outline: the second cue beside colour.</summary>
    void Hatch(IReadOnlyList<(Pt From, Pt To)> lines, Pen pen);

    /// <summary>A place that says something when it is pointed at; nothing is seen of it.</summary>
    void Hit(Box box, string tip);

    void Text(TextItem text);
}

/// <summary>How a line is drawn.</summary>
internal readonly record struct Pen(Ink Ink, double Width = 1, bool Dashed = false);

/// <summary>Which end of a text is at its place.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}
