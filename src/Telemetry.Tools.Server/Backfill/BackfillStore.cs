using System.Data.Common;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Backfills in the database: any server can take one up, and goes on where another stopped.</summary>
internal sealed class BackfillStore(Database database, TimeProvider time)
{
    private const int Listed = 100;
    private const string Columns = "id, tenant, status, start_ts, end_ts, next_ts, events, message, created_at, finished_at";

    private long Now => Clock.Micros(time.GetUtcNow());

    /// <summary>Queues one.</summary>
    public BackfillJob Create(string tenant, long start, long end)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        using var connection = database.OpenWrite();
        connection.Execute(
            null, "INSERT INTO backfills (id, tenant, status, start_ts, end_ts, next_ts, events, created_at) VALUES ($1, $2, 'queued', $3, $4, $5, 0, $6)", id, tenant, start, end, start, Now);
        return Find(tenant, id)!;
    }

    /// <summary>A tenant's backfill; <see langword="null"/> where it has none of that id.</summary>
    public BackfillJob? Find(string tenant, string id)
    {
        using var connection = database.OpenWrite();
        return Read(connection, $"SELECT {Columns} FROM backfills WHERE tenant = $1 AND id = $2", tenant, id).FirstOrDefault();
    }

    /// <summary>A tenant's last backfills, newest first.</summary>
    public BackfillList List(string tenant)
    {
        using var connection = database.OpenWrite();
        return new BackfillList(Read(connection, $"SELECT {Columns} FROM backfills WHERE tenant = $1 ORDER BY created_at DESC, id DESC LIMIT {Listed}", tenant));
    }

    /// <summary>The oldest one that is not ended; <see langword="null"/> where there is none.</summary>
    public BackfillJob? Open()
    {
        using var connection = database.OpenWrite();
        return Read(connection, $"SELECT {Columns} FROM backfills WHERE status IN ('queued', 'running') ORDER BY created_at, id LIMIT 1").FirstOrDefault();
    }

    /// <summary>Says how far it is.</summary>
    public void Report(BackfillJob job, long next, long events) => Change("UPDATE backfills SET status = 'running', next_ts = $1, events = events + $2 WHERE id = $3", next, events, job.BackfillId);

    /// <summary>It has ended.</summary>
    public void End(BackfillJob job, string status, string? message) => Change("UPDATE backfills SET status = $1, message = $2, finished_at = $3 WHERE id = $4", status, message, Now, job.BackfillId);

    private void Change(string sql, params ReadOnlySpan<object?> values)
    {
        using var connection = database.OpenWrite();
        connection.Execute(null, sql, values);
    }

    private static List<BackfillJob> Read(DbConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(null, sql, values);
        using var reader = command.ExecuteReader();
        var jobs = new List<BackfillJob>();
        while (reader.Read()) jobs.Add(JobOf(reader));
        return jobs;
    }

    private static BackfillJob JobOf(DbDataReader reader)
    {
        var (status, start, end, next) = (reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5));
        var progress = status == "done" || end == start ? 1 : (double)(next - start) / (end - start);
        return new BackfillJob(
            reader.GetString(0), status, progress, reader.GetInt64(6), Text(start), Text(end), reader.Text(7), Text(reader.GetInt64(8)), reader.Number(9) is { } finished ? Text(finished) : null)
        {
            Tenant = reader.GetString(1),
            Start = start,
            End = end,
            Next = next,
        };
    }

    private static string Text(long micros) => ReportJson.Format(Clock.Time(micros));
}
