namespace Telemetry.Tools.Server;

/// <summary>One run of retention over the tables of all tenants, or of one.</summary>
internal sealed class RetentionWork(Database database, ArchiveFolder folder, TimeProvider time, HeldLease lease)
{
    private readonly EventRetention _events = new(database, new ArchiveStore(database, time), new ArchiveWriter(database, folder), lease);
    private readonly RollupRetention _rollups = new(database, lease);
    private readonly OtherRetention _others = new(database, lease);

    /// <summary>Runs.</summary>
    /// <param name="tenant">The only tenant; <see langword="null"/> = all.</param>
    /// <param name="stop">Stops between two pieces; the next run goes on.</param>
    /// <returns>What was removed.</returns>
    public RetentionTally Run(string? tenant, CancellationToken stop)
    {
        var now = Clock.Micros(time.GetUtcNow());
        // Counted first, so that the figures say how old what is removed was.
        var expected = new RetentionCount(database, now).Run(tenant);
        if (tenant is null) database.DropOldEvents(now, _events, lease, stop);
        IReadOnlyList<EventScope> scopes;
        using (var connection = database.OpenWrite()) scopes = EventScopes.Of(connection, null, "events", tenant);
        foreach (var scope in scopes) RemoveEvents(scope, now, stop);
        IReadOnlyList<string> tenants;
        using (var connection = database.OpenWrite()) tenants = Tenants.Of(connection, tenant);
        foreach (var name in tenants) RemoveOfTenant(name, now, stop);
        // They are no tenant's: a tenant's own run leaves them.
        if (tenant is null) _others.RemovePerformance(new RetentionPolicies(database).Of(TenantNames.All).CutoffOf(RetentionTable.Performance, now), stop);
        return expected;
    }

    private void RemoveEvents(EventScope scope, long now, CancellationToken stop)
    {
        var policies = new RetentionPolicies(database).Of(scope.Tenant);
        var table = RetentionTable.Of(scope.Stream);
        var cutoff = policies.CutoffOf(table, now);
        using (var connection = database.OpenWrite())
        {
            if (EventScopes.Oldest(connection, scope) is not { } oldest || oldest >= cutoff) return;
        }

        _events.Remove(scope, cutoff, policies.Of(table).Archive, stop);
    }

    private void RemoveOfTenant(string tenant, long now, CancellationToken stop)
    {
        var policies = new RetentionPolicies(database).Of(tenant);
        _rollups.RemoveHours(tenant, policies.CutoffOf(RetentionTable.Hourly, now), stop);
        _rollups.RemoveDays(tenant, policies.CutoffOf(RetentionTable.Daily, now), stop);
        _others.RemoveAlerts(tenant, policies.CutoffOf(RetentionTable.Alerts, now));
        _others.RemoveExports(tenant, policies.CutoffOf(RetentionTable.Exports, now));
        using var connection = database.OpenWrite();
        connection.Execute(null, UsageSql.BumpChanges, tenant);
    }
}
