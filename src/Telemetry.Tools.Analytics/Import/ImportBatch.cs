namespace Telemetry.Tools.Analytics;

/// <summary>Collects lines and appends them in large pieces; counts what it did for one file.</summary>
internal sealed class ImportBatch(EventStore store, StreamInfo stream)
{
    private const int Limit = 1024 * 1024;

    private readonly System.Buffers.ArrayBufferWriter<byte> _lines = new();

    public bool IsFull => _lines.WrittenCount >= Limit;

    public void Add(ReadOnlySpan<byte> line) => System.Buffers.BuffersExtensions.Write(_lines, line);

    /// <exception cref="AnalyticsException">TEL2124: the store took less than it was given.</exception>
    public void Append()
    {
        if (_lines.WrittenCount == 0) return;
        var before = store.NotRecorded;
        store.AppendLines(stream, _lines.WrittenSpan);
        _lines.ResetWrittenCount();
        if (store.NotRecorded == before) return;
        var why = store.Warnings.Count > 0 ? store.Warnings[^1].Message : "the disk did not take it";
        throw new AnalyticsException(
            AnalyticsDiagnostics.NotWritten, $"The store '{store.Root}' could not be written: {why}", "Nothing is lost: import again when there is room.");
    }
}
