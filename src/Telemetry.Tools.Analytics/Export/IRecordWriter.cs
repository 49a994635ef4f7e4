namespace Telemetry.Tools.Analytics;

/// <summary>Writes records in one format.</summary>
internal interface IRecordWriter : IDisposable
{
    /// <summary>Writes one record.</summary>
    /// <param name="row">Says which columns a CSV row has.</param>
    /// <param name="line">The line or row as it stands in its file.</param>
    void Write(Row row, ReadOnlySpan<byte> line);

    /// <summary>Writes what stands behind the last record.</summary>
    void End();
}
