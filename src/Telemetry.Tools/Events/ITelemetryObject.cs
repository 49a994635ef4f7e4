namespace Telemetry.Tools;

/// <summary>A nested record of an event. Implemented by generated code.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface ITelemetryObject<TSelf>
    where TSelf : class, ITelemetryObject<TSelf>
{
    /// <summary>Writes one JSON object.</summary>
    static abstract void WriteJson(TSelf value, ref LineWriter writer);

    /// <summary>Reads one JSON object; where it is none, the reader knows why.</summary>
    static abstract bool TryReadJson(ref JsonLineReader reader, out TSelf? value);
}
