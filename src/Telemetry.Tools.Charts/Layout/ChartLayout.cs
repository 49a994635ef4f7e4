namespace Telemetry.Tools.Charts;

/// <summary>Gives every part of a chart its place, once for all painters that draw pixels or paths.</summary>
internal static class ChartLayout
{
    private const double LeastWidth = 240, MostWidth = 8000, LeastHeight = 120, MostHeight = 12_000;

    public static Scene Arrange(Plot plot, PaintOptions options, ITextMetrics metrics)
    {
        double width = Math.Clamp(double.IsFinite(options.Width) ? options.Width : 760, LeastWidth, MostWidth);
        double? height = options.Height is { } h && double.IsFinite(h) ? Math.Clamp(h, LeastHeight, MostHeight) : null;
        var scene = new SceneBuilder(metrics, Math.Round(width));
        plot = plot with { X = ChartText.Clean(plot.X), Y = ChartText.Clean(plot.Y) };
        IMarkLayout mark = Choose(plot);
        string title = ChartText.Clean(plot.Title);
        string subtitle = PlotNotes.Subtitle(plot);
        if (mark.IsEmpty)
            return Empty(scene, plot, title, subtitle);
        double top = ChartHeader.Draw(scene, title, subtitle, mark.Legend);
        double bottom = mark.Draw(scene, top, height - SceneBuilder.Margin);
        return scene.Finish(title, PlotNotes.Description(plot), height ?? bottom + SceneBuilder.Margin);
    }

    private static IMarkLayout Choose(Plot plot) => plot.Mark switch
    {
        BarMark bars => new BarLayout(plot, CategoryBars.Of(bars)),
        StackedBarMark stacks => new BarLayout(plot, CategoryBars.Of(stacks)),
        XyMark xy => new XyLayout(plot, xy),
        HistogramMark histogram => new HistogramLayout(plot, histogram),
        HeatMapMark heat => new HeatMapLayout(plot, heat),
        TimelineMark timeline => new TimelineLayout(plot, timeline),
        var other => throw new NotSupportedException($"No layout for {other.GetType().Name}."),
    };

    private static Scene Empty(SceneBuilder scene, Plot plot, string title, string subtitle)
    {
        double y = ChartHeader.Draw(scene, title, subtitle, []) + 10;
        string sentence = ChartText.Clean(plot.EmptyText);
        foreach (string line in scene.Fit.Lines(sentence, scene.Right - scene.Left, SceneBuilder.SubtitleSize, false, 3))
        {
            scene.Text(line, new(scene.Left, y + 11), Ink.Text, size: SceneBuilder.SubtitleSize);
            y += 18;
        }
        return scene.Finish(title, sentence, y + SceneBuilder.Margin);
    }
}

/// <summary>The layout of one kind of mark.</summary>
internal interface IMarkLayout
{
    bool IsEmpty { get; }

    IReadOnlyList<LegendEntry> Legend { get; }

    /// <summary>Draws the chart.</summary>
    /// <param name="scene">Where to.</param>
    /// <param name="top">Where it begins.</param>
    /// <param name="bottom">Where it must end; <see langword="null"/> = as it likes.</param>
    /// <returns>Where it ends.</returns>
    double Draw(SceneBuilder scene, double top, double? bottom);
}
