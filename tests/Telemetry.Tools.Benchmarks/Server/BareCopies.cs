using System.Diagnostics;
using Npgsql;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The peer on PostgreSQL: the same events by binary COPY into a staging table and from there past known identities, a durable commit each thousand, and nothing else.</summary>
internal static class BareCopies
{
    private const string Columns = UsageSql.EventColumns;

    /// <summary>Events a second.</summary>
    public static double Run(ServerSettings settings, IReadOnlyList<object?[][]> batches)
    {
        using var connection = new NpgsqlConnection(settings.Database);
        connection.Open();
        connection.Execute(null, "CREATE TEMP TABLE staged (LIKE events) ON COMMIT DELETE ROWS");
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in batches) Insert(connection, batch);
        return batches.Sum(batch => batch.Length) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Insert(NpgsqlConnection connection, object?[][] rows)
    {
        using var transaction = connection.BeginTransaction();
        using (var copy = connection.BeginBinaryImport($"COPY staged ({Columns}) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var row in rows) copy.WriteRow(row);
            copy.Complete();
        }

        connection.Execute(transaction, $"INSERT INTO events ({Columns}) SELECT {Columns} FROM staged ON CONFLICT (tenant, stream, ts, event_id) DO NOTHING");
        transaction.Commit();
    }
}
