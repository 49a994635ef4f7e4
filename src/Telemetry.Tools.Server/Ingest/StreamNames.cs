namespace Telemetry.Tools.Server;

/// <summary>Streams that the server knows by name.</summary>
internal static class StreamNames
{
    /// <summary>Usage of clients: the stream behind <c>/v1/client/usage/log</c>.</summary>
    public const string ClientUsage = "client-usage";

    /// <summary>Usage of models in the shape that all sources share; counted in the same rollups.</summary>
    public const string LlmUsage = "llm-usage";

    /// <summary>Spans that are no usage.</summary>
    public const string OtelSpans = "otel-spans";

    /// <summary>Log records that are no usage.</summary>
    public const string OtelLogs = "otel-logs";

    /// <summary>Points of metrics.</summary>
    public const string OtelMetrics = "otel-metrics";

    /// <summary>The streams whose events are counted in rollups: all whose parser says that an event is usage.</summary>
    public static readonly string[] Usage = [ClientUsage, LlmUsage];
}
