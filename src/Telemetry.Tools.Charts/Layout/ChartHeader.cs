namespace Telemetry.Tools.Charts;

/// <summary>Title, subtitle and legend: what stands above every chart.</summary>
internal static class ChartHeader
{
    private const double Swatch = 12;
    private const int MostLegendRows = 3;

    /// <summary>Draws the header.</summary>
    /// <returns>Where the chart itself begins.</returns>
    public static double Draw(SceneBuilder scene, string title, string subtitle, IReadOnlyList<LegendEntry> legend)
    {
        double y = SceneBuilder.Margin;
        y = Lines(scene, title, y, SceneBuilder.TitleSize, Ink.Text, bold: true);
        if (subtitle.Length > 0)
            y = Lines(scene, subtitle, y + 3, SceneBuilder.SubtitleSize, Ink.Muted, bold: false);
        if (legend.Count > 1)
            y = Legend(scene, legend, y + 10);
        return y + 14;
    }

    private static double Lines(SceneBuilder scene, string text, double y, double size, Ink ink, bool bold)
    {
        foreach (string line in scene.Fit.Lines(text, scene.Right - scene.Left, size, bold, 2))
        {
            scene.Text(line, new(scene.Left, y + size * 0.82), ink, Anchor.Start, size, bold, full: line.EndsWith('…') ? text : null);
            y += size * 1.28;
        }
        return y;
    }

    private static double Legend(SceneBuilder scene, IReadOnlyList<LegendEntry> legend, double y)
    {
        double x = scene.Left, most = (scene.Right - scene.Left) * 0.45;
        int row = 1;
        for (int i = 0; i < legend.Count; i++)
        {
            string name = scene.Fit.Middle(legend[i].Name, most, SceneBuilder.LabelSize);
            double width = Swatch + 7 + scene.Measure(name) + 20;
            bool last = i == legend.Count - 1;
            double more = last || row < MostLegendRows ? 0 : scene.Measure(More(legend.Count)) + 20;
            if (x + width - 20 + more > scene.Right && x > scene.Left)
            {
                if (row == MostLegendRows)
                {
                    scene.Text(More(legend.Count - i), new(x, y + 10.5), Ink.Muted);
                    break;
                }
                (x, y, row) = (scene.Left, y + 20, row + 1);
            }
            legend[i].Draw(scene, x, y + 6);
            scene.Text(name, new(x + Swatch + 7, y + 10.5), Ink.Text, full: legend[i].Name);
            x += width;
        }
        return y + Swatch;
    }

    private static string More(int count) => $"+ {count} more";
}
