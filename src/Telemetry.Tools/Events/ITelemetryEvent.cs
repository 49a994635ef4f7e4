namespace Telemetry.Tools;

/// <summary>An event that can be written to a stream and read from it. Implemented by generated code; see <c>*.telemetry.json</c>.</summary>
/// <typeparam name="TSelf">The event's record.</typeparam>
public interface ITelemetryEvent<TSelf>
    where TSelf : class, ITelemetryEvent<TSelf>
{
    /// <summary>The stream the event belongs to.</summary>
    static abstract StreamInfo Stream { get; }

    /// <summary>Writes one JSON object, without a line end.</summary>
    static abstract void WriteJson(TSelf value, ref LineWriter writer);

    /// <summary>Writes one CSV row, without a line end.</summary>
    static abstract void WriteCsv(TSelf value, ref LineWriter writer);

    /// <summary>Reads one line (without its line end). Never throws on bad input.</summary>
    /// <param name="line">UTF-8 bytes of one JSON object.</param>
    /// <param name="value">The event when the result is <see cref="ReadStatus.Event"/>.</param>
    /// <param name="error">Why the line was rejected; never holds the line's content.</param>
    static abstract ReadStatus ReadJson(ReadOnlySpan<byte> line, out TSelf? value, out ReadError error);

    /// <summary>Reads one CSV row (without its line end). Never throws on bad input.</summary>
    /// <param name="row">UTF-8 bytes of one row; quoted cells may hold line breaks.</param>
    /// <param name="header">Which column stands where.</param>
    /// <param name="value">The event when the result is <see cref="ReadStatus.Event"/>.</param>
    /// <param name="error">Why the row was rejected; never holds the row's content.</param>
    static abstract ReadStatus ReadCsv(ReadOnlySpan<byte> row, CsvHeader header, out TSelf? value, out ReadError error);

    /// <summary>When the event happened, where the schema has a field of role <c>time</c>; used by <c>since</c> and <c>until</c>.</summary>
    static abstract DateTimeOffset? TimeOf(TSelf value);
}

/// <summary>What became of a line that was read.</summary>
public enum ReadStatus
{
    /// <summary>It is an event of the asked type.</summary>
    Event,

    /// <summary>It is an event of another type in the same stream.</summary>
    OtherEvent,

    /// <summary>It is no valid event.</summary>
    Rejected,
}

/// <summary>Why a line was rejected. Holds a reason and a field's name, never content.</summary>
/// <param name="Reason">A short phrase for people, for example <c>not JSON</c>, <c>missing field</c>, <c>wrong type</c>.</param>
/// <param name="Field">The field in question, or <see langword="null"/>.</param>
public readonly record struct ReadError(string Reason, string? Field = null)
{
    /// <inheritdoc/>
    public override string ToString() => Field is null ? Reason : $"{Reason}: {Field}";
}
