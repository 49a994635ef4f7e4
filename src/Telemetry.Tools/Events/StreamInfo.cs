namespace Telemetry.Tools;

/// <summary>What a store must know of a stream before it can write to it. One constant instance for each schema.</summary>
/// <param name="Name">The stream's name; also its folder in a store.</param>
/// <param name="Version">SchemaVer version of the schema, for example <c>1-0-0</c>.</param>
/// <param name="Format">JSON Lines or CSV.</param>
/// <param name="FileName">Name of the active segment, for example <c>usage.jsonl</c>.</param>
/// <param name="RotateAt">Size in bytes at which the active segment is closed; 0 = never.</param>
/// <param name="Retain">How long closed segments are kept; <see langword="null"/> = for ever.</param>
/// <param name="CsvHeader">The header row without its line end, for CSV streams; else empty.</param>
/// <param name="SchemaJson">The schema file's content as one line of JSON without comments, kept as <c>schema.json</c> beside the segments.</param>
public sealed record StreamInfo(
    string Name,
    string Version,
    StreamFormat Format,
    string FileName,
    long RotateAt,
    TimeSpan? Retain,
    string CsvHeader,
    string SchemaJson)
{
    /// <summary>The stream of an event's type.</summary>
    /// <typeparam name="TEvent">The event's record.</typeparam>
    public static StreamInfo Of<TEvent>()
        where TEvent : class, ITelemetryEvent<TEvent> => TEvent.Stream;
}

/// <summary>The two formats of a segment.</summary>
public enum StreamFormat
{
    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>RFC 4180 rows under a header row.</summary>
    Csv,
}
