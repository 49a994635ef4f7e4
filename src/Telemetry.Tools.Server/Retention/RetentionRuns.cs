using System.Data.Common;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Runs of retention, in the database.</summary>
internal sealed class RetentionRuns(Database database, TimeProvider time)
{
    private const long Kept = 400 * Clock.Day;

    private long Now => Clock.Micros(time.GetUtcNow());

    /// <summary>Writes down that a run begins; its id.</summary>
    public string Begin(string? tenant)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        using var connection = database.OpenWrite();
        connection.Execute(null, "DELETE FROM retention_runs WHERE started_at < $1", Now - Kept);
        connection.Execute(null, "INSERT INTO retention_runs (id, tenant, status, started_at, tables) VALUES ($1, $2, 'running', $3, '[]')", id, tenant ?? TenantNames.All, Now);
        return id;
    }

    /// <summary>Writes down how it ended.</summary>
    public void End(string id, string status, IReadOnlyList<RetentionFigures> tables)
    {
        using var connection = database.OpenWrite();
        connection.Execute(null, "UPDATE retention_runs SET status = $1, finished_at = $2, tables = $3 WHERE id = $4", status, Now, JsonSerializer.Serialize(tables, ServerJson.Plain.IReadOnlyListRetentionFigures), id);
    }

    /// <summary>A run.</summary>
    public RetentionRun Find(string id)
    {
        using var connection = database.OpenWrite();
        return Read(connection, "WHERE id = $1", id)!;
    }

    /// <summary>The last run that a tenant asked for; <see langword="null"/> where there was none. Those of all tenants say what all of them had, so only operators see them.</summary>
    public RetentionRun? Last(string tenant)
    {
        using var connection = database.OpenWrite();
        return Read(connection, "WHERE tenant = $1 ORDER BY started_at DESC, id DESC LIMIT 1", tenant);
    }

    private static RetentionRun? Read(DbConnection connection, string condition, string value)
    {
        using var command = connection.Command(null, $"SELECT id, status, started_at, finished_at, tables FROM retention_runs {condition}", value);
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return null;
        return new RetentionRun(
            reader.GetString(0), DryRun: false, reader.GetString(1), Text(reader.GetInt64(2)), reader.Number(3) is { } end ? Text(end) : null,
            JsonSerializer.Deserialize(reader.GetString(4), ServerJson.Plain.IReadOnlyListRetentionFigures)!);
    }

    private static string Text(long micros) => ReportJson.Format(Clock.Time(micros));
}
