namespace Telemetry.Tools.Analytics;

/// <summary>Reads the lines that begin in a range; used by one worker for one range after the other.</summary>
internal interface IRangeReader
{
    void Read(ScanRange range);
}
