using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The peer: the same events into the same table through the same provider, one prepared insert each, a durable commit each thousand, and nothing else: no parsing, no rollups,
/// no histograms, no answers.</summary>
internal static class BareInserts
{
    private const int BatchSize = 1000;

    /// <summary>Events a second.</summary>
    public static double Run(string folder, IEnumerable<byte[]> bodies)
    {
        var settings = new ServerSettings { DataFolder = folder };
        AnalyticsServer.SetUp(settings);
        var parser = new UsageItemParser(new PriceLookup(PriceTable.BuiltIn));
        var batches = bodies.Select(body =>
        {
            var batch = new IngestBatch("default", "client-usage");
            new BodyReader(parser, int.MaxValue).ReadJson(body, batch, DateTimeOffset.UtcNow);
            return batch;
        }).ToList();
        using var database = new SqliteDatabase(DataFolder.DatabasePath(folder));
        using var connection = (SqliteConnection)database.OpenWrite();
        var rows = batches.SelectMany(RowsOf).ToList();
        using var command = connection.CreateCommand();
        command.CommandText = UsageSql.InsertEvent;
        for (var i = 1; i <= 18; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
        command.Prepare();
        var start = Stopwatch.GetTimestamp();
        foreach (var chunk in rows.Chunk(BatchSize)) Insert(connection, command, chunk);
        return rows.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
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

    private static List<object?[]> RowsOf(IngestBatch batch)
    {
        var rows = new List<object?[]>();
        foreach (ref var item in batch.Events)
        {
            rows.Add(
            [
                batch.Tenant, batch.Stream, item.Time, EventIdentity.ToGuid(item.Id).ToByteArray(bigEndian: true), 1L, item.Requests, item.Success ? 1L : 0L, item.CacheHit is true ? 1L : 0L,
                item.ResponseMicros, item.CostNanos, item.TokensRequested, item.TokensUsed, Db(item.InputTokens), Db(item.OutputTokens), Db(item.CacheReadTokens), Db(item.CacheWriteTokens), DBNull.Value,
                batch.Payload(item).ToArray(),
            ]);
        }

        return rows;
    }

    private static object Db(long? value) => value is { } number ? number : DBNull.Value;
}
