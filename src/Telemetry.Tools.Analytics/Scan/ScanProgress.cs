namespace Telemetry.Tools.Analytics;

/// <summary>How far a long read is.</summary>
/// <param name="Bytes">Bytes read so far.</param>
/// <param name="TotalBytes">Bytes to read; 0 where it is not known.</param>
/// <param name="Lines">Lines read so far.</param>
public readonly record struct ScanProgress(long Bytes, long TotalBytes, long Lines)
{
    /// <summary>The part that is done, 0–1.</summary>
    public double Fraction => TotalBytes <= 0 ? 0 : Math.Min(1, (double)Bytes / TotalBytes);
}
