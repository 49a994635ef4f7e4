using System.Text;

namespace Telemetry.Tools.Charts;

/// <summary>
/// Draws plots as SVG that stands alone as a file and inline in HTML. Colours are presentation attributes; with the theme <see cref="ChartTheme.Auto"/> classes let
/// <see cref="StyleSheet"/> change them on dark screens.
/// </summary>
public sealed class SvgPainter : IChartPainter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The rules that turn charts of the theme <see cref="ChartTheme.Auto"/> dark when the reader prefers it. Class names begin with <c>tt-</c>.</summary>
    public static string StyleSheet { get; } = SvgStyles.DarkRules();

    /// <inheritdoc/>
    public string FileExtension => "svg";

    /// <inheritdoc/>
    public string MediaType => "image/svg+xml";

    /// <summary>The plot as an <c>svg</c> element.</summary>
    /// <param name="plot">What to draw.</param>
    /// <param name="options">Size and theme; <see langword="null"/> = the defaults.</param>
    public static string Render(Plot plot, PaintOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plot);
        options ??= new PaintOptions();
        Scene scene = ChartLayout.Arrange(plot, options, SvgMetrics.Instance);
        ChartTheme theme = options.Theme ?? plot.Theme;
        var canvas = new SvgCanvas(Palette.Of(theme), classes: theme == ChartTheme.Auto);
        return canvas.Document(scene, theme == ChartTheme.Auto && options.EmbedStyles ? StyleSheet : null);
    }

    /// <inheritdoc/>
    public void Paint(Plot plot, Stream output, PaintOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Utf8.GetBytes(Render(plot, options)));
    }
}
