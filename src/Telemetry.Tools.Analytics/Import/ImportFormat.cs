namespace Telemetry.Tools.Analytics;

/// <summary>Formats of the files that <c>import</c> reads in place.</summary>
public enum ImportFormat
{
    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>Delimited text with a header row; the delimiter (<c>,</c> <c>;</c> tab or <c>|</c>) is found out.</summary>
    Csv,
}
