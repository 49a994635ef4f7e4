namespace Telemetry.Tools.Server;

/// <summary>One of the three kinds of telemetry that OTLP carries.</summary>
/// <param name="Path">Where it is sent.</param>
/// <param name="Stream">Where it is stored as it is.</param>
/// <param name="RejectedField">JSON name of the answer's count of what was left out.</param>
internal sealed record OtlpSignal(string Path, string Stream, string RejectedField)
{
    public static OtlpSignal Traces { get; } = new("/v1/traces", StreamNames.OtelSpans, "rejectedSpans");

    public static OtlpSignal Logs { get; } = new("/v1/logs", StreamNames.OtelLogs, "rejectedLogRecords");

    public static OtlpSignal Metrics { get; } = new("/v1/metrics", StreamNames.OtelMetrics, "rejectedDataPoints");

    public static IReadOnlyList<OtlpSignal> All { get; } = [Traces, Logs, Metrics];
}
