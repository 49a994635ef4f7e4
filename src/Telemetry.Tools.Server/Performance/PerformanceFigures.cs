using System.Text.Json.Serialization;

namespace Telemetry.Tools.Server;

/// <summary>What servers measured of themselves; null where nothing was measured.</summary>
public record PerformanceFigures
{
    /// <summary>Mean share of the processors that the server took, 0–100.</summary>
    [JsonPropertyOrder(10)]
    public double? CpuPercent { get; init; }

    /// <summary>Mean memory of a server.</summary>
    [JsonPropertyOrder(11)]
    public long? MemoryBytes { get; init; }

    /// <summary>Largest used part of the data folder's disk, 0–100.</summary>
    [JsonPropertyOrder(12)]
    public double? DiskUsedPercent { get; init; }

    /// <summary>Bytes that came over the machine's network, added up.</summary>
    [JsonPropertyOrder(13)]
    public long? NetworkBytesIn { get; init; }

    /// <summary>Bytes that went over it, added up.</summary>
    [JsonPropertyOrder(14)]
    public long? NetworkBytesOut { get; init; }

    /// <summary>Largest size of the database.</summary>
    [JsonPropertyOrder(15)]
    public long? DatabaseBytes { get; init; }

    /// <summary>Mean number of connections to the database.</summary>
    [JsonPropertyOrder(16)]
    public double? DatabaseConnections { get; init; }

    /// <summary>Mean time of the simplest question to the database.</summary>
    [JsonPropertyOrder(17)]
    public double? DatabaseLatencyMs { get; init; }

    /// <summary>Median time to answer: nearest rank on the histogram of all requests, at most 1.6 % off.</summary>
    [JsonPropertyOrder(18), JsonPropertyName("request_p50_ms")]
    public double? RequestP50Ms { get; init; }

    /// <summary>95th percentile of the same.</summary>
    [JsonPropertyOrder(19), JsonPropertyName("request_p95_ms")]
    public double? RequestP95Ms { get; init; }

    /// <summary>Requests a second: of one server in what was measured; in the summary of all servers, between the first and the last sample.</summary>
    [JsonPropertyOrder(20)]
    public double? RequestsPerSecond { get; init; }

    /// <summary>Mean health, 0–100.</summary>
    [JsonPropertyOrder(21)]
    public int? HealthScore { get; init; }

    /// <summary>healthy (80 and more), degraded (50 and more) or unhealthy.</summary>
    [JsonPropertyOrder(22)]
    public string? HealthStatus { get; init; }
}

/// <summary>The figures of one server in one bucket, or of one sample.</summary>
public sealed record PerformancePoint : PerformanceFigures
{
    /// <summary>Start of the bucket; of a single sample its end.</summary>
    [JsonPropertyOrder(0)]
    public required string Timestamp { get; init; }

    /// <summary>The server's name: the setting <c>server_name</c>, or a random id.</summary>
    [JsonPropertyOrder(1)]
    public required string Server { get; init; }
}

/// <summary>A question to the database that takes long.</summary>
/// <param name="Query">The server's own name of the question, or its SQL without values.</param>
/// <param name="Calls">How often it was asked.</param>
/// <param name="MeanMs">Mean time.</param>
public sealed record SlowQuery(string Query, long Calls, double MeanMs);

/// <summary>How the servers did in a period.</summary>
/// <param name="Summary">All servers.</param>
/// <param name="TimeSeries">Each server in each bucket that has samples, in the order of time and name.</param>
/// <param name="SlowQueries">The ten questions with the longest mean, whenever they were asked.</param>
public sealed record PerformanceMetrics(PerformanceFigures Summary, IReadOnlyList<PerformancePoint> TimeSeries, IReadOnlyList<SlowQuery> SlowQueries);
