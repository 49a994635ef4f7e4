using System.Data.Common;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Exports in the database, their files too: any server can make one, and any can hand it out.</summary>
internal sealed class ExportStore(Database database, TimeProvider time)
{
    /// <summary>Bytes of one piece of a file.</summary>
    public const int PieceBytes = 1024 * 1024;

    private const long Lease = 2 * Clock.Minute;
    private const string Columns = "id, tenant, status, progress, rows, bytes, sha256, expires_at, export_type, format, start_ts, end_ts, created_at, excel_safe, fence";

    private long Now => Clock.Micros(time.GetUtcNow());

    /// <summary>Queues an export.</summary>
    public ExportJob Create(string tenant, string type, string format, UsagePeriod period, bool isExcelSafe)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        using var connection = database.OpenWrite();
        connection.Execute(
            null,
            "INSERT INTO exports (id, tenant, status, progress, rows, export_type, format, start_ts, end_ts, excel_safe, created_at, expires_at, lease_until, fence) VALUES ($1, $2, 'queued', 0, 0, $3, $4, $5, $6, $7, $8, $9, 0, 0)",
            id, tenant, type, format, period.Start, period.End, isExcelSafe ? 1 : 0, Now, Now + (RetentionPolicies.Of(connection, tenant).DaysOf(RetentionTable.Exports) * Clock.Day));
        return Find(tenant, id)!;
    }

    /// <summary>A tenant's export; <see langword="null"/> where it has none of that id.</summary>
    public ExportJob? Find(string tenant, string id)
    {
        using var connection = database.OpenWrite();
        return Read(connection, $"SELECT {Columns} FROM exports WHERE tenant = $1 AND id = $2", tenant, id).FirstOrDefault();
    }

    /// <summary>A page of a tenant's exports, newest first.</summary>
    public ExportList List(string tenant, int limit, string? before)
    {
        using var connection = database.OpenRead();
        var page = Read(connection, $"SELECT {Columns} FROM exports WHERE tenant = $1 AND id COLLATE {database.Dialect.Bytewise} < $2 ORDER BY id COLLATE {database.Dialect.Bytewise} DESC LIMIT $3", tenant, before ?? "~", limit + 1);
        return new ExportList([.. page.Take(limit)], page.Count > limit ? page[limit - 1].ExportId : null);
    }

    /// <summary>Takes a job that waits, or whose server has not been heard of for two minutes; <see langword="null"/> where there is none.</summary>
    public ExportJob? Take()
    {
        using var connection = database.OpenWrite();
        foreach (var job in Read(connection, $"SELECT {Columns} FROM exports WHERE status = 'queued' OR (status = 'running' AND lease_until < $1) ORDER BY id LIMIT 10", Now))
        {
            var taken = connection.Execute(null, "UPDATE exports SET status = 'running', fence = fence + 1, lease_until = $1 WHERE id = $2 AND fence = $3", Now + Lease, job.ExportId, job.Fence);
            if (taken > 0) return job with { Fence = job.Fence + 1 };
        }

        return null;
    }

    /// <summary>Says that the job goes on.</summary>
    /// <exception cref="OperationCanceledException">Another server has taken it.</exception>
    public void Report(ExportJob job, double progress, long rows) =>
        Change(job, "UPDATE exports SET progress = $1, rows = $2, lease_until = $3 WHERE id = $4 AND fence = $5", progress, rows, Now + Lease, job.ExportId, job.Fence);

    /// <summary>Keeps a finished file, piece by piece, and then marks the job as done.</summary>
    public void Finish(ExportJob job, Stream file, long rows, string digest)
    {
        using (var connection = database.OpenWrite()) connection.Execute(null, "DELETE FROM export_pieces WHERE export_id = $1", job.ExportId);
        var piece = new byte[PieceBytes];
        for (var number = 0; file.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) is > 0 and var length; number++)
        {
            Report(job, 1, rows);
            using var connection = database.OpenWrite();
            connection.Execute(null, "INSERT INTO export_pieces (export_id, number, bytes) VALUES ($1, $2, $3)", job.ExportId, number, piece.AsSpan(0, length).ToArray());
        }

        Change(job, "UPDATE exports SET status = 'done', progress = 1, rows = $1, bytes = $2, sha256 = $3 WHERE id = $4 AND fence = $5", rows, file.Length, digest, job.ExportId, job.Fence);
    }

    /// <summary>Marks the job as failed.</summary>
    public void Fail(ExportJob job)
    {
        using var connection = database.OpenWrite();
        connection.Execute(null, "UPDATE exports SET status = 'failed' WHERE id = $1 AND fence = $2", job.ExportId, job.Fence);
    }

    /// <summary>Deletes the files whose time is over; their jobs stay listed as expired.</summary>
    public void Expire()
    {
        using var connection = database.OpenWrite();
        connection.Execute(null, "DELETE FROM export_pieces WHERE export_id IN (SELECT id FROM exports WHERE expires_at <= $1)", Now);
    }

    /// <summary>One piece of a file.</summary>
    public byte[]? Piece(string id, int number)
    {
        using var connection = database.OpenWrite();
        using var command = connection.Command(null, "SELECT bytes FROM export_pieces WHERE export_id = $1 AND number = $2", id, number);
        return command.ExecuteScalar() as byte[];
    }

    private void Change(ExportJob job, string sql, params ReadOnlySpan<object?> values)
    {
        using var connection = database.OpenWrite();
        if (connection.Execute(null, sql, values) == 0) throw new OperationCanceledException($"Export {job.ExportId} was taken by another server.");
    }

    private List<ExportJob> Read(DbConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(null, sql, values);
        using var reader = command.ExecuteReader();
        var jobs = new List<ExportJob>();
        while (reader.Read()) jobs.Add(JobOf(reader));
        return jobs;
    }

    private ExportJob JobOf(DbDataReader reader)
    {
        var (expires, start, end) = (reader.GetInt64(7), reader.GetInt64(10), reader.GetInt64(11));
        return new ExportJob(
            reader.GetString(0), expires <= Now ? "expired" : reader.GetString(2), reader.GetDouble(3), reader.GetInt64(4), reader.Number(5), reader.Text(6), Text(expires),
            reader.GetString(8), reader.GetString(9), Text(start), Text(end), Text(reader.GetInt64(12)))
        {
            Tenant = reader.GetString(1),
            Start = start,
            End = end,
            IsExcelSafe = reader.GetInt64(13) != 0,
            Fence = reader.GetInt64(14),
        };
    }

    private static string Text(long micros) => ReportJson.Format(Clock.Time(micros));
}
