using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;

namespace Telemetry.Tools.Server;

/// <summary>Ids of series on PostgreSQL: those of a group are made and found with one statement each, and are known to all writers of this server from then on.</summary>
internal sealed class PostgresSeries(NpgsqlConnection connection, SeriesCache known)
{
    private const string Insert = """
        INSERT INTO series (key, tenant, stream, user_id, project_id, prompt_id, model_provider, model, endpoint)
        SELECT unnest($1::bytea[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), unnest($6::text[]), unnest($7::text[]), unnest($8::text[]), unnest($9::text[])
        ON CONFLICT (key) DO NOTHING
        """;

    private const string Find = "SELECT key, id FROM series WHERE key = ANY($1)";

    /// <summary>
    /// Gives the events of these batches their series. New ones are made in a transaction of its own: writers that meet the same new series do not wait for each other's events; those of one
    /// server, which meet them at the same time, wait for the first to make them.
    /// </summary>
    public void Resolve(IReadOnlyList<IngestBatch> batches)
    {
        lock (known)
        {
            // Again where what was known was too much to be kept.
            while (Missing(batches) is { Count: > 0 } missing) Make([.. missing.Keys.Select(BytesOf)], [.. missing.Values]);
        }
    }

    /// <summary>What a database said that is no longer there, or another one now, is worth nothing.</summary>
    public void Forget()
    {
        lock (known) known.Clear();
    }

    private SortedDictionary<UInt128, string?[]> Missing(IReadOnlyList<IngestBatch> batches)
    {
        var missing = new SortedDictionary<UInt128, string?[]>();
        foreach (var batch in batches)
        {
            foreach (ref var item in batch.Events)
            {
                if (!item.IsUsage || known.TryGet(item.SeriesKey, out item.Series) || missing.ContainsKey(item.SeriesKey)) continue;
                missing[item.SeriesKey] = [batch.Tenant, batch.Stream, .. SeriesDimensions.Decode(batch.Dimensions(item))];
            }
        }

        return missing;
    }

    private void Make(byte[][] keys, string?[][] rows)
    {
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(Insert), new(Find) } };
        var columns = Enumerable.Range(0, rows[0].Length).Select(column => Parameter(rows.Select(row => row[column]).ToArray(), NpgsqlDbType.Text));
        foreach (var parameter in (NpgsqlParameter[])[Parameter(keys, NpgsqlDbType.Bytea), .. columns]) batch.BatchCommands[0].Parameters.Add(parameter);
        batch.BatchCommands[1].Parameters.Add(Parameter(keys, NpgsqlDbType.Bytea));
        using var reader = batch.ExecuteReader();
        var found = 0;
        for (; reader.Read(); found++) known.Add(BinaryPrimitives.ReadUInt128BigEndian((byte[])reader.GetValue(0)), reader.GetInt64(1));
        known.Commit();
        if (found < keys.Length) throw new InvalidOperationException("A series was neither made nor found.");
    }

    private static NpgsqlParameter Parameter(Array values, NpgsqlDbType type) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    private static byte[] BytesOf(UInt128 key)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return bytes;
    }
}
