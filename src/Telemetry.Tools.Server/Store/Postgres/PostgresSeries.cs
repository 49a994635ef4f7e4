using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;

namespace Telemetry.Tools.Server;

/// <summary>Ids of series on PostgreSQL: those of a group are made and found with one statement each.</summary>
internal sealed class PostgresSeries(NpgsqlConnection connection)
{
    private const string Insert = """
        INSERT INTO series (key, tenant, stream, user_id, project_id, prompt_id, model_provider, model, endpoint)
        SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) ON CONFLICT (key) DO NOTHING
        """;

    private const string Find = "SELECT key, id FROM series WHERE key = ANY($1)";

    private readonly SeriesCache _cache = new();

    public void Commit() => _cache.Commit();

    public void Rollback() => _cache.Rollback();

    /// <summary>Id of a series of the group that was resolved last.</summary>
    public long IdOf(UInt128 key) => _cache.TryGet(key, out var id) ? id : throw new InvalidOperationException("A series was not resolved.");

    /// <summary>Makes the series of these events known.</summary>
    public void Resolve(IReadOnlyList<IngestBatch> batches, List<EventOrder.Place> places)
    {
        var missing = new SortedDictionary<UInt128, string?[]>();
        foreach (var place in places)
        {
            var batch = batches[place.Batch];
            ref readonly var item = ref batch.Events[place.Event];
            if (!item.IsUsage || _cache.TryGet(item.SeriesKey, out _) || missing.ContainsKey(item.SeriesKey)) continue;
            missing[item.SeriesKey] = [batch.Tenant, batch.Stream, .. SeriesDimensions.Decode(batch.Dimensions(item))];
        }

        if (missing.Count == 0) return;
        var keys = missing.Keys.Select(BytesOf).ToArray();
        InsertAll(keys, [.. missing.Values]);
        FindAll(keys);
    }

    private void InsertAll(byte[][] keys, string?[][] rows)
    {
        using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = keys, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        for (var column = 0; column < rows[0].Length; column++)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row[column]).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        }

        command.ExecuteNonQuery();
    }

    private void FindAll(byte[][] keys)
    {
        using var command = new NpgsqlCommand(Find, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = keys, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        using var reader = command.ExecuteReader();
        while (reader.Read()) _cache.Add(BinaryPrimitives.ReadUInt128BigEndian((byte[])reader.GetValue(0)), reader.GetInt64(1));
    }

    private static byte[] BytesOf(UInt128 key)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return bytes;
    }
}
