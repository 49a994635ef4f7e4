namespace Telemetry.Tools.Charts;

/// <summary>Background and inks of a chart.</summary>
public enum ChartTheme
{
    /// <summary>SVG follows <c>prefers-color-scheme</c>; PNG is light.</summary>
    Auto,

    /// <summary>Dark ink on white.</summary>
    Light,

    /// <summary>Light ink on near-black.</summary>
    Dark,
}
