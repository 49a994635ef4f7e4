namespace Telemetry.Tools.Charts;

/// <summary>How wide text is.</summary>
internal interface ITextMetrics
{
    /// <summary>Width in pixels.</summary>
    double Width(string text, double size, bool bold);
}
