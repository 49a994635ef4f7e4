using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;

namespace Telemetry.Tools.Server;

/// <summary>Ids of series on PostgreSQL: those of a group are made and found with one statement each.</summary>
internal sealed class PostgresSeries(NpgsqlConnection connection)
{
    // Their events' commit comes later in the log and takes them to the disk with it.
    private const string DoNotWait = "SELECT set_config('synchronous_commit', 'off', true)";

    private const string Insert = """
        INSERT INTO series (key, tenant, stream, user_id, project_id, prompt_id, model_provider, model, endpoint)
        SELECT unnest($1::bytea[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), unnest($6::text[]), unnest($7::text[]), unnest($8::text[]), unnest($9::text[])
        ON CONFLICT (key) DO NOTHING
        """;

    private const string Find = "SELECT key, id FROM series WHERE key = ANY($1)";

    private readonly SeriesCache _cache = new();

    /// <summary>Id of a series that was resolved.</summary>
    public long IdOf(UInt128 key) => _cache.TryGet(key, out var id) ? id : throw new InvalidOperationException("A series was not resolved.");

    /// <summary>Makes the series of these batches known, in a transaction of its own: writers that meet the same new series do not wait for each other's events.</summary>
    public void Resolve(IReadOnlyList<IngestBatch> batches)
    {
        var missing = new SortedDictionary<UInt128, string?[]>();
        foreach (var batch in batches)
        {
            foreach (ref readonly var item in batch.Events)
            {
                if (!item.IsUsage || _cache.TryGet(item.SeriesKey, out _) || missing.ContainsKey(item.SeriesKey)) continue;
                missing[item.SeriesKey] = [batch.Tenant, batch.Stream, .. SeriesDimensions.Decode(batch.Dimensions(item))];
            }
        }

        if (missing.Count > 0) Resolve([.. missing.Keys.Select(BytesOf)], [.. missing.Values]);
    }

    private void Resolve(byte[][] keys, string?[][] rows)
    {
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(DoNotWait), new(Insert), new(Find) } };
        var columns = Enumerable.Range(0, rows[0].Length).Select(column => Parameter(rows.Select(row => row[column]).ToArray(), NpgsqlDbType.Text));
        foreach (var parameter in (NpgsqlParameter[])[Parameter(keys, NpgsqlDbType.Bytea), .. columns]) batch.BatchCommands[1].Parameters.Add(parameter);
        batch.BatchCommands[2].Parameters.Add(Parameter(keys, NpgsqlDbType.Bytea));
        using var reader = batch.ExecuteReader();
        reader.NextResult();
        while (reader.Read()) _cache.Add(BinaryPrimitives.ReadUInt128BigEndian((byte[])reader.GetValue(0)), reader.GetInt64(1));
        _cache.Commit();
    }

    private static NpgsqlParameter Parameter(Array values, NpgsqlDbType type) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    private static byte[] BytesOf(UInt128 key)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return bytes;
    }
}
