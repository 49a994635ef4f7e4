using System.Data.Common;
using System.Diagnostics;

namespace Telemetry.Tools.Server;

/// <summary>100 points, less what is wrong.</summary>
internal sealed record HealthScore(bool CanIngest, int Score, string Status, IReadOnlyList<HealthReason> Reasons)
{
    private const int SlowMilliseconds = 250;
    private const int DeepQueue = 100_000;
    private const double FullDisk = 0.95;
    private const double ErrorShare = 0.05;

    public static HealthScore Of(Database database, IngestQueue queue, ServerMeters meters)
    {
        var reasons = new List<HealthReason>();
        var latency = LatencyOf(database);
        if (latency is null) reasons.Add(new("database_away", "The database does not answer.", 100));
        else if (latency > SlowMilliseconds) reasons.Add(new("database_slow", $"The database took {latency:0} ms for the simplest question.", 20));
        // No event may come while this says "unavailable": the server finds out by itself when it can write again.
        var canWrite = latency is not null && (queue.IsHealthy || IsWritable(database));
        if (latency is not null && !canWrite) reasons.Add(new("write_failed", "Events cannot be written.", 60));
        if (queue.Depth > DeepQueue) reasons.Add(new("queue_deep", "More than 100,000 events wait to be written.", 20));
        if (meters.FailureShare > ErrorShare) reasons.Add(new("server_errors", "More than 5 % of the last minutes' requests failed in the server.", 30));
        if (meters.DiskUsed is > FullDisk) reasons.Add(new("disk_full", "More than 95 % of the disk is used.", 30));
        var score = Math.Max(0, 100 - reasons.Sum(reason => reason.Points));
        return new HealthScore(canWrite, score, StatusOf(score), reasons);
    }

    /// <summary>The word for a score.</summary>
    public static string StatusOf(int score) => score >= 80 ? "healthy" : score >= 50 ? "degraded" : "unhealthy";

    /// <summary>Milliseconds of the simplest question; <see langword="null"/> where there is no answer.</summary>
    public static double? LatencyOf(Database database)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var connection = database.OpenWrite();
            connection.Scalar(null, "SELECT max(version) FROM schema_version");
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        catch (Exception error) when (error is DbException or ServerException)
        {
            return null;
        }
    }

    private static bool IsWritable(Database database)
    {
        try
        {
            using var connection = database.OpenWrite();
            return connection.Execute(null, "INSERT INTO leases (name, until, fence) VALUES ('health', 0, 0) ON CONFLICT (name) DO UPDATE SET fence = leases.fence + 1") > 0;
        }
        catch (Exception error) when (error is DbException or ServerException)
        {
            return false;
        }
    }
}
