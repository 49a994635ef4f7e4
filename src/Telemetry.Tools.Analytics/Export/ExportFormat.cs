namespace Telemetry.Tools.Analytics;

/// <summary>Formats of <c>export</c>.</summary>
public enum ExportFormat
{
    /// <summary>One JSON array of records.</summary>
    Json,

    /// <summary>One record a line.</summary>
    Jsonl,

    /// <summary>RFC 4180; nested objects flattened with dots, lists and maps as JSON text.</summary>
    Csv,

    /// <summary>Apache Parquet, compressed with gzip: the columns of <see cref="Csv"/> with their types.</summary>
    Parquet,

    /// <summary>The Chrome trace event format (JSON): a timeline for Perfetto and chrome://tracing.</summary>
    Trace,

    /// <summary>OTLP in JSON: spans where the stream has durations, else log records.</summary>
    Otlp,
}
