using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Rules in the database.</summary>
internal sealed class AlertRuleStore(Database database, TimeProvider time)
{
    /// <summary>Rules that a tenant may have.</summary>
    public const int MaxRules = 200;

    private const string Columns =
        "id, tenant, created_at, updated_at, name, description, alert_type, severity, metric, operator, threshold, window_minutes, cooldown_minutes, filters, group_by, channels, enabled";

    private long Now => Clock.Micros(time.GetUtcNow());

    /// <summary>Gives a tenant that is new its first rules. What it deletes of them stays deleted.</summary>
    public void Welcome(string tenant)
    {
        using var connection = database.OpenWrite();
        if (connection.Scalar(null, "SELECT 1 FROM alert_tenants WHERE tenant = $1", tenant) is not null) return;
        using var transaction = database.BeginWrite(connection);
        var isNew = connection.Execute(transaction, "INSERT INTO alert_tenants (tenant, created_at, evaluated, watched_since, recent) VALUES ($1, $2, 0, 0, 0) ON CONFLICT (tenant) DO NOTHING", tenant, Now) > 0;
        // A microsecond apart, so that they stay in order.
        for (var i = 0; isNew && i < AlertDefaults.All.Count; i++) Insert(connection, transaction, tenant, AlertDefaults.All[i], Now + i);
        transaction.Commit();
    }

    /// <summary>A tenant's rules, oldest first.</summary>
    public IReadOnlyList<AlertRule> List(string tenant)
    {
        using var connection = database.OpenWrite();
        return Read(connection, $"SELECT {Columns} FROM alert_rules WHERE tenant = $1 ORDER BY created_at, id", tenant);
    }

    /// <summary>A tenant's rule; <see langword="null"/> where it has none of that id.</summary>
    public AlertRule? Find(string tenant, string id)
    {
        using var connection = database.OpenWrite();
        return Read(connection, $"SELECT {Columns} FROM alert_rules WHERE tenant = $1 AND id = $2", tenant, id).FirstOrDefault();
    }

    /// <summary>Makes a rule; <see langword="null"/> where the tenant has as many as it may.</summary>
    public AlertRule? Add(string tenant, AlertTerms terms)
    {
        using var connection = database.OpenWrite();
        using var transaction = database.BeginWrite(connection);
        if (connection.Scalar(transaction, "SELECT count(*) FROM alert_rules WHERE tenant = $1", tenant) >= MaxRules) return null;
        var id = Insert(connection, transaction, tenant, terms, Now);
        transaction.Commit();
        return Find(tenant, id);
    }

    /// <summary>Changes a rule; <see langword="null"/> where there is none.</summary>
    public AlertRule? Change(string tenant, string id, AlertTerms terms)
    {
        using (var connection = database.OpenWrite())
        {
            const string Update = """
                UPDATE alert_rules SET name = $1, description = $2, alert_type = $3, severity = $4, metric = $5, operator = $6, threshold = $7, window_minutes = $8,
                    cooldown_minutes = $9, filters = $10, group_by = $11, channels = $12, enabled = $13, updated_at = $14 WHERE tenant = $15 AND id = $16
                """;
            if (connection.Execute(null, Update, [.. ValuesOf(terms), Now, tenant, id]) == 0) return null;
        }

        return Find(tenant, id);
    }

    /// <summary>Deletes a rule and ends its alerts; whether there was one.</summary>
    public bool Delete(string tenant, string id)
    {
        using var connection = database.OpenWrite();
        using var transaction = database.BeginWrite(connection);
        var isDeleted = connection.Execute(transaction, "DELETE FROM alert_rules WHERE tenant = $1 AND id = $2", tenant, id) > 0;
        if (isDeleted) connection.Execute(transaction, "UPDATE alerts SET status = 'resolved', resolved_at = $1, cleared_end = $1 WHERE rule_id = $2 AND status <> 'resolved'", Now, id);
        transaction.Commit();
        return isDeleted;
    }

    private static string Insert(DbConnection connection, DbTransaction transaction, string tenant, AlertTerms terms, long now)
    {
        var id = Guid.CreateVersion7(Clock.Time(now)).ToString();
        const string Sql = """
            INSERT INTO alert_rules (name, description, alert_type, severity, metric, operator, threshold, window_minutes, cooldown_minutes, filters, group_by, channels, enabled, updated_at, tenant, id, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """;
        connection.Execute(transaction, Sql, [.. ValuesOf(terms), now, tenant, id, now]);
        return id;
    }

    private static object?[] ValuesOf(AlertTerms terms) =>
    [
        terms.Name, terms.Description, terms.Type, terms.Severity, terms.Metric.Name, terms.Operator, terms.Threshold.ToString(CultureInfo.InvariantCulture), (long)terms.WindowMinutes,
        (long)terms.CooldownMinutes, JsonSerializer.Serialize(terms.Filters.ToDictionary(filter => filter.Column, filter => filter.Value), AlertJson.Default.DictionaryStringString), terms.GroupBy,
        JsonSerializer.Serialize([.. terms.Channels], AlertJson.Default.AlertChannelArray), terms.IsEnabled ? 1 : 0,
    ];

    private static List<AlertRule> Read(DbConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(null, sql, values);
        using var reader = command.ExecuteReader();
        var rules = new List<AlertRule>();
        while (reader.Read()) rules.Add(new AlertRule(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), TermsOf(reader)));
        return rules;
    }

    private static AlertTerms TermsOf(DbDataReader reader) => new()
    {
        Name = reader.GetString(4),
        Description = reader.Text(5),
        Type = reader.GetString(6),
        Severity = reader.GetString(7),
        Metric = AlertMetric.Find(reader.GetString(8)),
        Operator = reader.GetString(9),
        Threshold = decimal.Parse(reader.GetString(10), CultureInfo.InvariantCulture),
        WindowMinutes = (int)reader.GetInt64(11),
        CooldownMinutes = (int)reader.GetInt64(12),
        Filters = FiltersOf(reader.GetString(13)),
        GroupBy = reader.Text(14),
        Channels = AlertChannel.Read(reader.GetString(15)),
        IsEnabled = reader.GetInt64(16) != 0,
    };

    private static List<(string, string)> FiltersOf(string json)
    {
        var filters = JsonSerializer.Deserialize(json, AlertJson.Default.DictionaryStringString)!;
        return [.. UsageFilter.Columns.Where(filters.ContainsKey).Select(column => (column, filters[column]))];
    }
}
