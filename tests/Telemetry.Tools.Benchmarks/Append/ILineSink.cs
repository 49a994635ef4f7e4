namespace Telemetry.Tools.Benchmarks;

/// <summary>Takes lines, one after the other.</summary>
internal interface ILineSink : IDisposable
{
    /// <summary>Appends one line, its line end included.</summary>
    void Append(byte[] line);
}
