using Telemetry.Tools.Analytics;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Events as the rows that the peers insert: parsed beforehand, outside of what is measured.</summary>
internal static class EventRows
{
    /// <summary>A batch a body.</summary>
    public static List<object?[][]> Of(ServerEngine engine, ServerSettings settings, IEnumerable<byte[]> bodies)
    {
        var parser = new UsageItemParser(new PriceLookup(PriceTable.BuiltIn));
        var batches = bodies.Select(body => Parse(parser, "default", body)).ToList();
        if (engine.IsPostgres)
        {
            using var source = Npgsql.NpgsqlDataSource.Create(settings.Database!);
            new EventPartitions(source).Require(batches);
        }

        return [.. batches.Select(batch => Rows(batch, engine.IsPostgres))];
    }

    /// <summary>The items of a body.</summary>
    public static IngestBatch Parse(UsageItemParser parser, string tenant, byte[] body)
    {
        var batch = new IngestBatch(tenant, StreamNames.ClientUsage);
        new BodyReader(parser, int.MaxValue).ReadJson(body, batch, DateTimeOffset.UtcNow);
        return batch;
    }

    private static object?[][] Rows(IngestBatch batch, bool isPostgres)
    {
        var rows = new List<object?[]>();
        foreach (ref var item in batch.Events)
        {
            rows.Add(
            [
                batch.Tenant, batch.Stream, item.Time, EventIdentity.ToGuid(item.Id).ToByteArray(bigEndian: true), 1L, item.Requests, Flag(item.Success, isPostgres), Flag(item.CacheHit is true, isPostgres),
                item.ResponseMicros, item.CostNanos, item.TokensRequested, item.TokensUsed, Db(item.InputTokens), Db(item.OutputTokens), Db(item.CacheReadTokens), Db(item.CacheWriteTokens), DBNull.Value,
                batch.Payload(item).ToArray(),
            ]);
        }

        return [.. rows];
    }

    // A column of the type integer; COPY takes no bigint for it.
    private static object Flag(bool value, bool isPostgres) => isPostgres ? Convert.ToInt32(value) : (object)Convert.ToInt64(value);

    private static object Db(long? value) => value is { } number ? number : DBNull.Value;
}
