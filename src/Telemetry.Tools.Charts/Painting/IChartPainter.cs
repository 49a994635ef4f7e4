namespace Telemetry.Tools.Charts;

/// <summary>Draws plots as files of one format. Another drawing library is one more implementation.</summary>
public interface IChartPainter
{
    /// <summary>Extension of its files, without the dot: <c>svg</c>, <c>png</c>.</summary>
    string FileExtension { get; }

    /// <summary>Media type of its files.</summary>
    string MediaType { get; }

    /// <summary>Draws a plot.</summary>
    /// <param name="plot">What to draw.</param>
    /// <param name="output">Where the file goes; stays open.</param>
    /// <param name="options">Size, scale, theme and font; <see langword="null"/> = the defaults.</param>
    void Paint(Plot plot, Stream output, PaintOptions? options = null);
}
