using Spectre.Console;

namespace Telemetry.Tools.Charts;

/// <summary>The looks that a terminal chart uses: two colours, both readable on dark and on light.</summary>
internal enum CellStyle
{
    Plain,
    Title,
    Muted,

    /// <summary>The data.</summary>
    Mark,

    /// <summary>What failed.</summary>
    Failure,
}

/// <summary>How looks become styles of the console.</summary>
internal static class CellStyles
{
    // Of the 256 colours these two have a contrast of about 4 against black and against white; a console with fewer colours takes the nearest.
    private static readonly Style Mark = new(Color.FromInt32(32));
    private static readonly Style Failure = new(Color.FromInt32(166));
    private static readonly Style Title = new(decoration: Decoration.Bold);
    private static readonly Style Muted = new(decoration: Decoration.Dim);

    public static Style Of(CellStyle style) => style switch
    {
        CellStyle.Title => Title,
        CellStyle.Muted => Muted,
        CellStyle.Mark => Mark,
        CellStyle.Failure => Failure,
        _ => Style.Plain,
    };
}
