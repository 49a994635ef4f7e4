using Spectre.Console.Rendering;

namespace Telemetry.Tools.Charts;

/// <summary>A plot that lays itself out for the console that writes it.</summary>
internal sealed class TerminalChart(Plot plot, TerminalOptions options) : Renderable
{
    private const int WidestChart = 120;

    protected override Measurement Measure(RenderOptions renderOptions, int maxWidth) =>
        new(Math.Min(20, maxWidth), Width(maxWidth));

    protected override IEnumerable<Segment> Render(RenderOptions renderOptions, int maxWidth)
    {
        var page = new CellPage(Math.Max(1, Width(maxWidth)), renderOptions.Unicode && !options.Ascii);
        if (options.ShowTitle)
            DrawTitle(page);
        if (plot.IsEmpty)
            page.Lines(ChartText.Clean(plot.EmptyText), CellStyle.Plain);
        else
        {
            DrawMark(page);
            DrawReferences(page);
        }
        return page.Segments();
    }

    private int Width(int maxWidth) => Math.Min(maxWidth, Math.Max(1, options.Width ?? WidestChart));

    private Plot Clean => plot with { X = ChartText.Clean(plot.X), Y = ChartText.Clean(plot.Y) };

    private void DrawTitle(CellPage page)
    {
        page.Lines(ChartText.Clean(plot.Title), CellStyle.Title);
        if (PlotNotes.Subtitle(plot) is { Length: > 0 } subtitle)
            page.Lines(subtitle, CellStyle.Muted);
    }

    // There is no room for lines across the chart; what they mean fits under it.
    private void DrawReferences(CellPage page)
    {
        IEnumerable<string> texts = plot.References.Where(r => double.IsFinite(r.Value))
            .Select(r => ReferenceDrawing.Label(r, r.Axis == ReferenceAxis.X ? Clean.X : Clean.Y));
        if (string.Join(" · ", texts) is { Length: > 0 } text)
            page.Lines("  " + text, CellStyle.Muted);
    }

    private void DrawMark(CellPage page)
    {
        switch (plot.Mark)
        {
            case BarMark bars:
                TerminalBars.Draw(page, Clean, CategoryBars.Of(bars));
                break;
            case StackedBarMark stacks:
                TerminalBars.Draw(page, Clean, CategoryBars.Of(stacks));
                break;
            case XyMark xy:
                TerminalXy.Draw(page, Clean, xy, Math.Clamp(options.Height, 3, 60));
                break;
            case HistogramMark histogram:
                TerminalHistogram.Draw(page, Clean, histogram);
                break;
            case HeatMapMark heat:
                TerminalHeatMap.Draw(page, Clean, heat);
                break;
            case TimelineMark timeline:
                TerminalTimeline.Draw(page, Clean, timeline);
                break;
            default:
                throw new NotSupportedException($"No terminal drawing for {plot.Mark.GetType().Name}.");
        }
    }
}
