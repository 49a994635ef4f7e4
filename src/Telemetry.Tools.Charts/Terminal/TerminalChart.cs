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
            DrawMark(page);
        return page.Segments();
    }

    private int Width(int maxWidth) => Math.Min(maxWidth, Math.Max(1, options.Width ?? WidestChart));

    private void DrawTitle(CellPage page)
    {
        page.Lines(ChartText.Clean(plot.Title), CellStyle.Title);
        if (PlotNotes.Subtitle(plot) is { Length: > 0 } subtitle)
            page.Lines(subtitle, CellStyle.Muted);
    }

    private void DrawMark(CellPage page)
    {
        switch (plot.Mark)
        {
            case BarMark bars:
                TerminalBars.Draw(page, plot, CategoryBars.Of(bars));
                break;
            case StackedBarMark stacks:
                TerminalBars.Draw(page, plot, CategoryBars.Of(stacks));
                break;
            default:
                throw new NotSupportedException($"No terminal drawing for {plot.Mark.GetType().Name}.");
        }
    }
}
