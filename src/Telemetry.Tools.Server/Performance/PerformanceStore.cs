using System.Data.Common;
using System.Globalization;

namespace Telemetry.Tools.Server;

/// <summary>Keeps samples: one short transaction each.</summary>
internal sealed class PerformanceStore(Database database)
{
    private const string Insert = """
        INSERT INTO performance (ts, server, length_us, cpu_us, capacity_us, memory_bytes, disk_ppm, network_in, network_out, database_bytes, database_connections, latency_us, requests, health_score, durations)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (ts, server) DO NOTHING
        """;

    public void Write(PerformanceSample sample)
    {
        using var connection = database.OpenWrite();
        using var transaction = database.BeginWrite(connection);
        if (WriteSample(connection, transaction, sample) > 0) Count(connection, transaction, sample);
        transaction.Commit();
    }

    private static int WriteSample(DbConnection connection, DbTransaction transaction, PerformanceSample sample) => connection.Execute(
        transaction, Insert, sample.Time, sample.Server, sample.Length, sample.CpuMicros, sample.CapacityMicros, sample.MemoryBytes, sample.DiskPpm, sample.NetworkIn, sample.NetworkOut,
        sample.DatabaseBytes, sample.DatabaseConnections, sample.LatencyMicros, sample.Durations.Count, sample.HealthScore, DurationsText.Of(sample.Durations));

    private static void Count(DbConnection connection, DbTransaction transaction, PerformanceSample sample)
    {
        var (rows, values) = (new List<string>(), new List<object?> { sample.Time / Clock.Hour, sample.Server });
        foreach (var (bucket, count) in sample.Durations.Buckets())
        {
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"($1, $2, ${values.Count + 1}, ${values.Count + 2})"));
            values.Add(bucket);
            values.Add(count);
        }

        if (rows.Count == 0) return;
        var sql = $"INSERT INTO performance_histogram (hour, server, bucket, count) VALUES {string.Join(", ", rows)} ON CONFLICT (hour, server, bucket) DO UPDATE SET count = performance_histogram.count + excluded.count";
        connection.Execute(transaction, sql, [.. values]);
    }
}
