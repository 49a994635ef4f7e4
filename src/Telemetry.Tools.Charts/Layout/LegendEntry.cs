namespace Telemetry.Tools.Charts;

/// <summary>A name and how it looks in the chart.</summary>
internal readonly record struct LegendEntry(string Name, Ink Ink, LegendShape Shape)
{
    private const double Size = 12;

    public void Draw(SceneBuilder scene, double x, double middle)
    {
        switch (Shape)
        {
            case LegendShape.Block:
                scene.Block(new Box(x, middle - Size / 2, Size, Size), Ink, null);
                break;
            case LegendShape.Line:
                scene.Add(new LineItem(new(x, middle), new(x + Size + 2, middle), new Pen(Ink, 2.5, Ink == Ink.Failure)));
                break;
            default:
                Dots.Draw(scene, new(x + Size / 2, middle), Ink, null);
                break;
        }
    }
}

/// <summary>How a series looks.</summary>
internal enum LegendShape
{
    Block,
    Line,
    Dot,
}

/// <summary>Single points: round, or crosses for failures.</summary>
internal static class Dots
{
    public const double Radius = 3.5;

    public static void Draw(SceneBuilder scene, Pt at, Ink ink, string? tip)
    {
        if (ink != Ink.Failure)
        {
            scene.Add(new CircleItem(at, Radius, ink, tip));
            return;
        }
        const double arm = 3.6;
        scene.Add(new LineItem(new(at.X - arm, at.Y - arm), new(at.X + arm, at.Y + arm), new Pen(ink, 2)));
        scene.Add(new LineItem(new(at.X - arm, at.Y + arm), new(at.X + arm, at.Y - arm), new Pen(ink, 2)));
    }
}
