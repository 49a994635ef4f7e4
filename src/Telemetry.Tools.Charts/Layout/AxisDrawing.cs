namespace Telemetry.Tools.Charts;

/// <summary>Draws axes.</summary>
internal static class AxisDrawing
{
    private const double Half = SceneBuilder.LabelSize / 2;

    /// <summary>A value axis under an area, with grid lines through it.</summary>
    public static void Below(SceneBuilder scene, AxisPlan axis, Box area, bool grid)
    {
        double lastRight = double.NegativeInfinity, lastDate = double.NegativeInfinity;
        bool dated = axis.Ticks.Any(t => t.Date is not null);
        foreach (Tick tick in axis.Ticks)
        {
            double x = Crisp(axis.At(tick.Value, area.X, area.Right));
            if (grid)
                scene.Line(new(x, area.Y), new(x, area.Bottom), Ink.Grid);
            double half = scene.Measure(tick.Label) / 2;
            if (x - half < lastRight + 6 || x + half > scene.Width - 4 || x - half < 4)
                continue;
            if (!grid)
                scene.Line(new(x, area.Bottom), new(x, area.Bottom + 4), Ink.Axis);
            scene.Text(tick.Label, new(x, area.Bottom + 17), Ink.Muted, Anchor.Middle);
            lastRight = x + half;
            lastDate = Date(scene, tick, x, half, area.Bottom + 32, lastDate);
        }
        if (axis.Title is { } title)
            Title(scene, title, area.Bottom + (dated ? 47 : 35));
    }

    /// <summary>How much room <see cref="Below"/> needs.</summary>
    public static double RoomBelow(AxisPlan axis) => 18 + (axis.Ticks.Any(t => t.Date is not null) ? 14 : 0) + (axis.Title is null ? 0 : 18);

    /// <summary>A value axis at the left of an area, with grid lines through it and its title above.</summary>
    public static void LeftOf(SceneBuilder scene, AxisPlan axis, Box area, double raised = 0)
    {
        foreach (Tick tick in axis.Ticks)
        {
            double y = Crisp(axis.At(tick.Value, area.Bottom, area.Y));
            scene.Line(new(area.X, y), new(area.Right, y), Ink.Grid);
            scene.Text(tick.Label, new(area.X - 8, y + Half * 0.72), Ink.Muted, Anchor.End);
        }
        if (axis.Title is { } title)
            scene.Text(scene.Fit.End(title, area.Right - scene.Left, SceneBuilder.LabelSize), new(scene.Left, area.Y - 14 - raised), Ink.Muted, full: title);
    }

    /// <summary>The title of the axis below, at its right end.</summary>
    public static void Title(SceneBuilder scene, string title, double y) =>
        scene.Text(scene.Fit.End(title, scene.Right - scene.Left, SceneBuilder.LabelSize), new(scene.Right, y), Ink.Muted, Anchor.End, full: title);

    /// <summary>The middle of the pixel: a line of one pixel is sharp there.</summary>
    public static double Crisp(double value) => Math.Floor(value) + 0.5;

    private static double Date(SceneBuilder scene, Tick tick, double x, double half, double y, double lastRight)
    {
        if (tick.Date is not { } date)
            return lastRight;
        double left = x - half, width = scene.Measure(date);
        if (left < lastRight + 10 || left + width > scene.Width - 4)
            return lastRight;
        scene.Text(date, new(left, y), Ink.Muted);
        return left + width;
    }
}
