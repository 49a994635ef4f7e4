using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>A chart in a section of its own, with its values as a table for those who cannot see it.</summary>
internal static class ChartFigure
{
    private const int FullWidth = 1080;
    private const int MiddleWidth = 700;
    private const int HalfWidth = 530;
    private const int NarrowWidth = 336;

    /// <summary>Writes the section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="id">Its name in the address.</param>
    /// <param name="plot">The chart.</param>
    /// <param name="isFull">Whether it takes the page's whole width.</param>
    /// <param name="table">Writes its values; <see langword="null"/> = the chart's own.</param>
    public static void Write(Html page, string id, Plot plot, bool isFull = false, Action<Html>? table = null)
    {
        page.Raw($"<section id=\"{id}\"{(isFull ? " class=\"full\"" : "")}>").Element("h2", plot.Title, "unseen").Raw("<figure>");
        // Drawn once for each width: scaled-down letters cannot be read.
        if (isFull) page.Raw("<div class=\"wide\">").Raw(Svg(plot, FullWidth)).Raw("</div><div class=\"middle\">").Raw(Svg(plot, MiddleWidth));
        else page.Raw("<div class=\"half\">").Raw(Svg(plot, HalfWidth));
        page.Raw("</div><div class=\"narrow\">").Raw(Svg(plot, NarrowWidth)).Raw("</div>");
        if (table is not null) table(page);
        else if (!plot.IsEmpty) ChartTable.Write(page, plot);
        page.Raw("</figure></section>");
    }

    private static string Svg(Plot plot, int width)
    {
        var text = SvgPainter.Render(plot, new PaintOptions { Width = width, EmbedStyles = false });
        return text[text.IndexOf("<svg", StringComparison.Ordinal)..].Trim();
    }
}
