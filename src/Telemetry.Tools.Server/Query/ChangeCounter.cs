using System.Collections.Concurrent;

namespace Telemetry.Tools.Server;

/// <summary>How often a tenant's events have changed: counted in the transaction that stores them, so that whoever sees a count sees the events.</summary>
internal sealed class ChangeCounter(Database database, TimeProvider time)
{
    private const int Most = 1_000;
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (long Count, long At)> _seen = new(StringComparer.Ordinal);

    /// <summary>The count now.</summary>
    /// <param name="tenant">The tenant; <see langword="null"/> = all of them.</param>
    public long Read(string? tenant)
    {
        using var connection = database.OpenRead();
        return (tenant is null
            ? connection.Scalar(null, "SELECT CAST(sum(changes) AS bigint) FROM tenants")
            : connection.Scalar(null, "SELECT changes FROM tenants WHERE tenant = $1", tenant)) ?? 0;
    }

    /// <summary>The count, at most a second old: many who watch one tenant ask once.</summary>
    /// <param name="tenant">The tenant; <see langword="null"/> = all of them.</param>
    public long ReadRecent(string? tenant)
    {
        var now = time.GetTimestamp();
        if (_seen.TryGetValue(tenant ?? "", out var seen) && time.GetElapsedTime(seen.At, now) < Recent) return seen.Count;
        if (_seen.Count >= Most) _seen.Clear();
        var count = Read(tenant);
        _seen[tenant ?? ""] = (count, now);
        return count;
    }
}
