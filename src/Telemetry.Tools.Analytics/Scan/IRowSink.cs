namespace Telemetry.Tools.Analytics;

/// <summary>Takes the valid events of one worker, in order.</summary>
internal interface IRowSink
{
    /// <summary>Takes some events.</summary>
    /// <param name="rows">Their asked columns and their lines; at most <see cref="RowBlock.MaxRows"/>, and filled again when this returns.</param>
    void Accept(ReadOnlySpan<Row> rows);
}
