using System.Diagnostics;

namespace Telemetry.Tools.Server;

/// <summary>How the server that answers is doing.</summary>
/// <param name="Health">Its health.</param>
/// <param name="StartedAt">Since when its own counts count.</param>
/// <param name="Requests">Requests by method and status.</param>
/// <param name="P50">Median time to answer, in microseconds.</param>
/// <param name="P95">95th percentile of it.</param>
/// <param name="Events">Events that it has stored.</param>
/// <param name="Waiting">Events that wait to be written.</param>
/// <param name="LatencyMs">Time of the simplest question to the database.</param>
/// <param name="DatabaseBytes">Size of the database.</param>
/// <param name="DiskUsed">Share of the data folder's disk that is used.</param>
/// <param name="MemoryBytes">Memory in use.</param>
internal sealed record ServerFigures(
    HealthScore Health, DateTimeOffset StartedAt, IReadOnlyList<(string Method, int Status, long Count)> Requests, long? P50, long? P95, long Events, long Waiting, double? LatencyMs,
    long DatabaseBytes, double? DiskUsed, long MemoryBytes)
{
    public static ServerFigures Of(Database database, IngestQueue queue, ServerMeters meters)
    {
        using var process = Process.GetCurrentProcess();
        var (requests, _, p50, p95) = meters.Read();
        return new ServerFigures(
            HealthScore.Of(database, queue, meters), meters.StartedAt, requests, p50, p95, queue.Events, queue.Depth, HealthScore.LatencyOf(database), database.SizeInBytes(), meters.DiskUsed, process.WorkingSet64);
    }
}
