namespace Telemetry.Tools.Analytics;

/// <summary>How values are written, by the numbers that the format gives.</summary>
internal enum ParquetEncoding
{
    /// <summary>As they are.</summary>
    Plain = 0,

    /// <summary>Runs and packed bits.</summary>
    Runs = 3,

    /// <summary>Numbers of the values in a dictionary, as runs and packed bits.</summary>
    Dictionary = 8,
}
