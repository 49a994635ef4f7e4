using System.Data.Common;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Samples added up.</summary>
internal sealed class PerformanceCell
{
    /// <summary>What a row of added samples has, after its time and its server.</summary>
    public const string Columns = """
        count(*), CAST(sum(length_us) AS bigint), CAST(sum(cpu_us) AS bigint), CAST(sum(capacity_us) AS bigint), CAST(sum(memory_bytes) AS bigint), max(disk_ppm), CAST(sum(network_in) AS bigint),
        CAST(sum(network_out) AS bigint), max(database_bytes), CAST(sum(database_connections) AS bigint), CAST(sum(latency_us) AS bigint), CAST(sum(requests) AS bigint), CAST(sum(health_score) AS bigint),
        min(ts - length_us), max(ts)
        """;

    private const int SumCount = 13;
    private const int FirstColumn = 2;

    private readonly long[] _sums = new long[SumCount];
    private readonly LogLinearHistogram _durations = new();
    private long? _disk;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    public LogLinearHistogram Durations => _durations;

    /// <summary>Adds a row of <see cref="Columns"/>.</summary>
    public void Add(DbDataReader row)
    {
        for (var i = 0; i < SumCount; i++)
        {
            if (i == Disk) continue;
            var value = row.GetInt64(FirstColumn + i);
            _sums[i] = i == DatabaseSize ? Math.Max(_sums[i], value) : _sums[i] + value;
        }

        if (row.Number(FirstColumn + Disk) is { } disk) _disk = Math.Max(_disk ?? 0, disk);
        _first = Math.Min(_first, row.GetInt64(FirstColumn + SumCount));
        _last = Math.Max(_last, row.GetInt64(FirstColumn + SumCount + 1));
    }

    /// <summary>The figures of one server.</summary>
    public PerformancePoint Point(long time, string server) => (PerformancePoint)Fill(new PerformancePoint { Timestamp = ReportJson.Format(Clock.Time(time)), Server = server }, _sums[Length]);

    /// <summary>The figures of all servers: their requests came at the same time, so they are no mean of theirs.</summary>
    public PerformanceFigures Summary() => _sums[Count] == 0 ? new PerformanceFigures() : Fill(new PerformanceFigures(), _last - _first);

    private PerformanceFigures Fill(PerformanceFigures figures, long length)
    {
        var score = (int)Math.Round(Mean(Score));
        return figures with
        {
            CpuPercent = _sums[Capacity] == 0 ? null : Math.Min(100, 100.0 * _sums[Cpu] / _sums[Capacity]),
            MemoryBytes = (long)Math.Round(Mean(Memory)),
            DiskUsedPercent = _disk / 10_000.0,
            NetworkBytesIn = _sums[NetworkIn],
            NetworkBytesOut = _sums[NetworkOut],
            DatabaseBytes = _sums[DatabaseSize],
            DatabaseConnections = Mean(Connections),
            DatabaseLatencyMs = Mean(Latency) / 1_000,
            RequestP50Ms = _durations.Percentile(50) / 1_000.0,
            RequestP95Ms = _durations.Percentile(95) / 1_000.0,
            RequestsPerSecond = length <= 0 ? null : _sums[Requests] * (double)Clock.Second / length,
            HealthScore = score,
            HealthStatus = Server.HealthScore.StatusOf(score),
        };
    }

    private double Mean(int column) => (double)_sums[column] / _sums[Count];

    private const int Count = 0;
    private const int Length = 1;
    private const int Cpu = 2;
    private const int Capacity = 3;
    private const int Memory = 4;
    private const int Disk = 5;
    private const int NetworkIn = 6;
    private const int NetworkOut = 7;
    private const int DatabaseSize = 8;
    private const int Connections = 9;
    private const int Latency = 10;
    private const int Requests = 11;
    private const int Score = 12;
}
