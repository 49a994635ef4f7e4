using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Retention policies in the database: one row a table for everybody, and rows of tenants that want it otherwise.</summary>
internal sealed class RetentionPolicies(Database database)
{
    public const int MaxDays = 36_500;

    /// <summary>What holds for a tenant.</summary>
    public RetentionPolicySet Of(string tenant)
    {
        using var connection = database.OpenWrite();
        return Of(connection, tenant);
    }

    /// <summary>What holds for a tenant.</summary>
    public static RetentionPolicySet Of(DbConnection connection, string tenant)
    {
        var policies = RetentionTable.All.ToDictionary(table => table.Name, table => new RetentionPolicy(table.Name, MaxDays, table.HoldsEvents, IsOwn: false), StringComparer.Ordinal);
        using var command = connection.Command(null, "SELECT tenant_id, table_name, retention_period_days, archive FROM data_retention_policies WHERE tenant_id IN ('*', $1)", tenant);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var (isOwn, table) = (reader.GetString(0) != TenantNames.All, reader.GetString(1));
            // A row that somebody added for a table that is not there changes nothing.
            if (!policies.TryGetValue(table, out var known) || (known.IsOwn && !isOwn)) continue;
            policies[table] = new RetentionPolicy(table, reader.GetInt32(2), reader.GetBoolean(3), isOwn);
        }

        return new RetentionPolicySet(policies);
    }

    /// <summary>Sets a policy, of one tenant or (<c>*</c>) of everybody.</summary>
    public void Put(string tenant, RetentionPolicy policy)
    {
        using var connection = database.OpenWrite();
        connection.Execute(
            null,
            """
            INSERT INTO data_retention_policies (tenant_id, table_name, retention_period_days, archive) VALUES ($1, $2, $3, $4)
            ON CONFLICT (tenant_id, table_name) DO UPDATE SET retention_period_days = excluded.retention_period_days, archive = excluded.archive
            """,
            tenant, policy.TableName, policy.RetentionPeriodDays, policy.Archive);
    }
}
