namespace Telemetry.Tools.Charts;

/// <summary>Draws plots as PNG, with no native library and no installed font needed.</summary>
public sealed class PngPainter : IChartPainter
{
    private const double MostPixels = 100e6;

    /// <inheritdoc/>
    public string FileExtension => "png";

    /// <inheritdoc/>
    public string MediaType => "image/png";

    /// <inheritdoc/>
    public void Paint(Plot plot, Stream output, PaintOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(output);
        options ??= new PaintOptions();
        IFontFace font = options.Font == FontChoice.BuiltIn ? BuiltInFont.Instance : InstalledFonts.Best;
        Scene scene = ChartLayout.Arrange(plot, options, font);
        double scale = Math.Clamp(options.Scale, 0.5, 4);
        scale = Math.Min(scale, Math.Sqrt(MostPixels / (scene.Width * scene.Height)));
        Palette palette = Palette.Of(options.Theme ?? plot.Theme);
        var bitmap = new Bitmap((int)Math.Round(scene.Width * scale), (int)Math.Round(scene.Height * scale), palette[Ink.Background]);
        scene.DrawOn(new BitmapCanvas(bitmap, palette, font, scale));
        PngEncoder.Write(bitmap, output, 96 * scale);
    }
}
