using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Finds what a table of events holds, by jumping from one to the next in its key instead of reading it.</summary>
internal static class EventScopes
{
    /// <summary>The tenants and streams that have events.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="transaction">Its transaction, where there is one.</param>
    /// <param name="table">The table of events, or a partition of it.</param>
    /// <param name="tenant">The only tenant; <see langword="null"/> = all.</param>
    public static IReadOnlyList<EventScope> Of(DbConnection connection, DbTransaction? transaction, string table, string? tenant)
    {
        var (scopes, last) = (new List<EventScope>(), new EventScope(tenant ?? "", ""));
        while (Next(connection, transaction, table, last) is { } scope && (tenant is null || scope.Tenant == tenant))
        {
            scopes.Add(scope);
            last = scope;
        }

        return scopes;
    }

    /// <summary>Time of a scope's oldest event; <see langword="null"/> where it has none.</summary>
    public static long? Oldest(DbConnection connection, EventScope scope) => connection.Scalar(null, "SELECT min(ts) FROM events WHERE tenant = $1 AND stream = $2", scope.Tenant, scope.Stream);

    private static EventScope? Next(DbConnection connection, DbTransaction? transaction, string table, EventScope after)
    {
        using var command = connection.Command(transaction, $"SELECT tenant, stream FROM {table} WHERE (tenant, stream) > ($1, $2) ORDER BY tenant, stream LIMIT 1", after.Tenant, after.Stream);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new EventScope(reader.GetString(0), reader.GetString(1)) : null;
    }
}
