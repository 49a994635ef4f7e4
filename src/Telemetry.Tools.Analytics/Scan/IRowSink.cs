namespace Telemetry.Tools.Analytics;

/// <summary>Takes the valid events of one worker, one after the other.</summary>
internal interface IRowSink
{
    /// <summary>Takes one event.</summary>
    /// <param name="row">Its asked columns.</param>
    /// <param name="line">Its bytes without the line's end.</param>
    void Accept(Row row, ReadOnlySpan<byte> line);
}
