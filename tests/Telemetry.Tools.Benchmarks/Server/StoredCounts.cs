using System.Globalization;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Whether what is stored is what was sent.</summary>
internal static class StoredCounts
{
    private static readonly string[] Counts = ["SELECT count(*) FROM events", "SELECT sum(requests) FROM usage_hourly", "SELECT sum(requests) FROM usage_daily", "SELECT sum(count) FROM usage_histogram"];

    /// <summary>What differs from the expected number of events; empty where nothing does.</summary>
    public static IEnumerable<string> Differing(ServerSettings settings, long expected)
    {
        using var connection = ServerEngine.Open(settings);
        return [.. from sql in Counts let found = connection.Scalar(null, sql) where found != expected select string.Create(CultureInfo.InvariantCulture, $"{sql}: {found}, expected {expected}")];
    }
}
