using Spectre.Console.Rendering;

namespace Telemetry.Tools.Charts;

/// <summary>
/// Draws plots in a terminal. What it gives decides on Unicode, colour and width only when it is written, by the capabilities of the console that it is written to:
/// <c>console.Write(TerminalPainter.Render(plot))</c>.
/// </summary>
public static class TerminalPainter
{
    /// <summary>The plot as something that a console can write. Never wider than the console.</summary>
    /// <param name="plot">What to draw.</param>
    /// <param name="options">Title and height; <see langword="null"/> = the defaults.</param>
    public static IRenderable Render(Plot plot, TerminalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plot);
        return new TerminalChart(plot, options ?? new TerminalOptions());
    }
}

/// <summary>How a plot is drawn in a terminal.</summary>
public sealed record TerminalOptions
{
    /// <summary>Whether title and subtitle are written.</summary>
    public bool ShowTitle { get; init; } = true;

    /// <summary>Lines of charts on two axes, 3–60.</summary>
    public int Height { get; init; } = 10;

    /// <summary>Greatest width in cells; the console's width is the limit in any case.</summary>
    public int? Width { get; init; }

    /// <summary>Keeps to ASCII even on a console that knows more.</summary>
    public bool Ascii { get; init; }
}
