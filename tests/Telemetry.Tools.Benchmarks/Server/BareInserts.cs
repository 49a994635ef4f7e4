using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The peer on SQLite: the same events into the same table through the same provider, one prepared insert each, a durable commit each thousand, and nothing else: no parsing,
/// no rollups, no histograms, no answers.</summary>
internal static class BareInserts
{
    /// <summary>Events a second.</summary>
    public static double Run(ServerSettings settings, IReadOnlyList<object?[][]> batches)
    {
        using var database = new SqliteDatabase(DataFolder.DatabasePath(settings.DataFolder));
        using var connection = (SqliteConnection)database.OpenWrite();
        using var command = connection.CreateCommand();
        command.CommandText = UsageSql.InsertEvent;
        for (var i = 0; i < batches[0][0].Length; i++) command.Parameters.Add(new SqliteParameter($"${i + 1}", null));
        command.Prepare();
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in batches) Insert(connection, command, batch);
        return batches.Sum(batch => batch.Length) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Insert(SqliteConnection connection, SqliteCommand command, object?[][] rows)
    {
        using var transaction = connection.BeginTransaction();
        command.Transaction = transaction;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i];
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
