namespace Telemetry.Tools.Analytics;

/// <summary>Takes a log's lines one by one.</summary>
internal interface ILogLineSink
{
    /// <summary>A whole line without its end; not blank.</summary>
    void Line(ReadOnlySpan<byte> line, long number);

    /// <summary>A line that was not read because it is too long.</summary>
    void TooLong(long number);
}
