namespace Telemetry.Tools.Charts;

/// <summary>How a plot is drawn.</summary>
public sealed record PaintOptions
{
    /// <summary>Width in pixels at 1x; 240 at least.</summary>
    public double Width { get; init; } = 760;

    /// <summary>Height in pixels at 1x; <see langword="null"/> = what the plot needs.</summary>
    public double? Height { get; init; }

    /// <summary>Pixels of the file for each pixel at 1x, 0.5–4; 2 suits dense screens. Means nothing to SVG.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Theme in place of the plot's own.</summary>
    public ChartTheme? Theme { get; init; }

    /// <summary>Which letters PNG draws.</summary>
    public FontChoice Font { get; init; } = FontChoice.Installed;

    /// <summary>Whether an SVG with the theme <see cref="ChartTheme.Auto"/> brings the rules for dark screens along. A page that holds <see cref="SvgPainter.StyleSheet"/> itself needs them once only.</summary>
    public bool EmbedStyles { get; init; } = true;
}

/// <summary>Which letters PNG draws.</summary>
public enum FontChoice
{
    /// <summary>A TrueType font of the machine, or the built-in one where there is none.</summary>
    Installed,

    /// <summary>The built-in font: the same picture on every machine.</summary>
    BuiltIn,
}
