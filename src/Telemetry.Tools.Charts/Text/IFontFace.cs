namespace Telemetry.Tools.Charts;

/// <summary>Text as outlines, for painters that draw letters themselves.</summary>
internal interface IFontFace : ITextMetrics
{
    /// <summary>The outlines of each character, to be filled by the nonzero rule.</summary>
    /// <param name="text">One line of text.</param>
    /// <param name="origin">Start of the baseline in device pixels.</param>
    /// <param name="size">Em size in device pixels.</param>
    /// <param name="bold">Whether it is bold.</param>
    IEnumerable<Outline> Outlines(string text, Pt origin, double size, bool bold);
}
