namespace Telemetry.Tools.Charts;

/// <summary>Names under equally wide bands; every n-th one where they are narrow.</summary>
internal static class CategoryLabels
{
    private const double LongestLabel = 110;

    public static void Below(SceneBuilder scene, IReadOnlyList<string> names, Box area, double band)
    {
        double widest = Math.Min(names.Max(n => scene.Measure(n)), Math.Max(LongestLabel, band - 8));
        int every = Math.Max(1, (int)Math.Ceiling((widest + 8) / band));
        double room = Math.Min(every * band - 8, Math.Max(LongestLabel, band - 8));
        double lastRight = double.NegativeInfinity;
        for (int i = 0; i < names.Count; i += every)
        {
            string text = scene.Fit.Middle(names[i], room, SceneBuilder.LabelSize);
            double half = scene.Measure(text) / 2;
            double x = Math.Clamp(area.X + band * (i + 0.5), SceneBuilder.Margin / 2 + half, scene.Width - SceneBuilder.Margin / 2 - half);
            if (x - half < lastRight + 5)
                continue;
            scene.Text(text, new(x, area.Bottom + 17), Ink.Muted, Anchor.Middle, full: names[i]);
            lastRight = x + half;
        }
    }
}
