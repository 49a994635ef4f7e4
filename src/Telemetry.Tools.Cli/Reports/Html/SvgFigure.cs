using System.Text;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>A plot in a page, drawn once for wide screens and once for phones, since scaled-down letters cannot be read.</summary>
internal static class SvgFigure
{
    private const int FullWidth = 1040;
    private const int BesideWidth = 600;
    private const int NarrowWidth = 360;

    /// <summary>The figure's markup. The page brings <see cref="SvgPainter.StyleSheet"/>.</summary>
    /// <param name="plot">The chart.</param>
    /// <param name="isBeside">Whether a table stands beside it on wide screens.</param>
    public static string Of(Plot plot, bool isBeside) =>
        $"<figure><div class=\"wide\">{Draw(plot, isBeside ? BesideWidth : FullWidth)}</div><div class=\"narrow\">{Draw(plot, NarrowWidth)}</div></figure>";

    private static string Draw(Plot plot, int width)
    {
        using var svg = new MemoryStream();
        new SvgPainter().Paint(plot, svg, new PaintOptions { Width = width, EmbedStyles = false });
        var text = Encoding.UTF8.GetString(svg.GetBuffer(), 0, (int)svg.Length);
        var start = text.IndexOf("<svg", StringComparison.Ordinal);
        return text[start..].Trim();
    }
}
