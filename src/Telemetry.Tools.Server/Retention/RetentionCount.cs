using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Counts what retention would remove, and changes nothing.</summary>
internal sealed class RetentionCount(Database database, long now)
{
    // A row of rollups is about that long, with its key.
    private const long RollupBytes = 180;
    private const long AlertBytes = 400;

    // And so is a sample of a server.
    private const long SampleBytes = 120;

    /// <summary>Counts.</summary>
    /// <param name="tenant">The only tenant; <see langword="null"/> = all.</param>
    public RetentionTally Run(string? tenant)
    {
        using var connection = database.OpenScan();
        var tally = new RetentionTally();
        foreach (var scope in EventScopes.Of(connection, null, "events", tenant)) CountEvents(connection, scope, tally);
        foreach (var name in Tenants.Of(connection, tenant)) CountOfTenant(connection, name, tally);
        if (tenant is null) CountPerformance(connection, tally);
        return tally;
    }

    private void CountEvents(DbConnection connection, EventScope scope, RetentionTally tally)
    {
        var table = RetentionTable.Of(scope.Stream);
        var cutoff = RetentionPolicies.Of(connection, scope.Tenant).CutoffOf(table, now);
        Count(connection, tally, table, 1, "SELECT count(*), min(ts), CAST(sum(length(payload) + 100) AS bigint) FROM events WHERE tenant = $1 AND stream = $2 AND ts < $3", scope.Tenant, scope.Stream, cutoff);
    }

    private void CountOfTenant(DbConnection connection, string tenant, RetentionTally tally)
    {
        var policies = RetentionPolicies.Of(connection, tenant);
        var (hour, day) = (policies.CutoffOf(RetentionTable.Hourly, now) / Clock.Hour, policies.CutoffOf(RetentionTable.Daily, now) / Clock.Day);
        Count(connection, tally, RetentionTable.Hourly, Clock.Hour, $"SELECT count(*), min(hour), count(*) * {RollupBytes} FROM usage_hourly WHERE tenant = $1 AND hour < $2", tenant, hour);
        Count(connection, tally, RetentionTable.Daily, Clock.Day, $"SELECT count(*), min(day), count(*) * {RollupBytes} FROM usage_daily WHERE tenant = $1 AND day < $2", tenant, day);
        Count(connection, tally, RetentionTable.Alerts, 1, $"SELECT count(*), min(triggered_at), count(*) * {AlertBytes} FROM alerts WHERE tenant = $1 AND {OtherRetention.OldAlerts}", tenant, policies.CutoffOf(RetentionTable.Alerts, now));
        Count(connection, tally, RetentionTable.Exports, 1, $"SELECT count(*), min(created_at), CAST(coalesce(sum(bytes), 0) AS bigint) FROM exports WHERE tenant = $1 AND {OtherRetention.OldExports}", tenant, policies.CutoffOf(RetentionTable.Exports, now));
    }

    private void CountPerformance(DbConnection connection, RetentionTally tally)
    {
        var cutoff = RetentionPolicies.Of(connection, TenantNames.All).CutoffOf(RetentionTable.Performance, now);
        Count(connection, tally, RetentionTable.Performance, 1, $"SELECT count(*), min(ts), count(*) * {SampleBytes} FROM performance WHERE ts < $1", cutoff);
    }

    private static void Count(DbConnection connection, RetentionTally tally, string table, long unit, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(null, sql, values);
        using var reader = command.ExecuteReader();
        if (reader.Read() && reader.GetInt64(0) > 0) tally.Add(table, reader.GetInt64(0), reader.GetInt64(1) * unit, reader.Number(2) ?? 0);
    }
}
