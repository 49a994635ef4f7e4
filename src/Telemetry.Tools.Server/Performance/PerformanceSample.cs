using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>What one server measured of itself in a short time. Sums, so that samples can be added up.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Time">End of the time, in microseconds since 1970.</param>
/// <param name="Length">Its length in microseconds.</param>
internal sealed record PerformanceSample(string Server, long Time, long Length)
{
    /// <summary>Processor time of this process, in microseconds.</summary>
    public long CpuMicros { get; init; }

    /// <summary>Processor time that there was: the length, once for each processor.</summary>
    public long CapacityMicros { get; init; }

    /// <summary>Memory of this process.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Used part of the data folder's disk in millionths; <see langword="null"/> where the system does not say.</summary>
    public long? DiskPpm { get; init; }

    /// <summary>Bytes that came over the machine's network.</summary>
    public long NetworkIn { get; init; }

    /// <summary>Bytes that went over it.</summary>
    public long NetworkOut { get; init; }

    /// <summary>Bytes of the database.</summary>
    public long DatabaseBytes { get; init; }

    /// <summary>Connections to it.</summary>
    public long DatabaseConnections { get; init; }

    /// <summary>Time of the simplest question, in microseconds.</summary>
    public long LatencyMicros { get; init; }

    /// <summary>Health, 0–100.</summary>
    public long HealthScore { get; init; }

    /// <summary>Times of the requests that were answered, in microseconds.</summary>
    public LogLinearHistogram Durations { get; init; } = new();
}
