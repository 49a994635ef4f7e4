using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;

namespace Telemetry.Tools.Server;

/// <summary>Writes groups of batches to PostgreSQL: events by binary COPY into a staging table and from there past known identities, sums and counts as arrays.</summary>
internal sealed class PostgresEventWriter(NpgsqlDataSource source, NpgsqlConnection connection, SeriesCache knownSeries) : IEventWriter
{
    private const int Tries = 8;

    private const string CreateStaging = """
        CREATE TEMP TABLE IF NOT EXISTS staged_events (
            tenant text, stream text, ts bigint, event_id bytea, series bigint, requests bigint, success integer, cache_hit integer, response_us bigint, cost_nanos bigint,
            tokens_requested bigint, tokens_used bigint, input_tokens bigint, output_tokens bigint, cache_read_tokens bigint, cache_write_tokens bigint, error text, payload bytea)
            ON COMMIT DELETE ROWS
        """;

    private const string CopyEvents = $"COPY staged_events ({UsageSql.EventColumns}) FROM STDIN (FORMAT BINARY)";

    // They were staged in the order of the key, and a temporary table is read in the order in which it was filled: two servers with the same events wait for each other and never in a circle.
    private const string InsertStaged = $"""
        INSERT INTO events ({UsageSql.EventColumns}) SELECT {UsageSql.EventColumns} FROM staged_events
        ON CONFLICT (tenant, stream, ts, event_id) DO NOTHING RETURNING tenant, stream, ts, event_id
        """;

    // A group's rows of rollups are free for the next one, of this server or another, as soon as it is committed. What waits for the disk, and for a standby that must confirm, is only its
    // acknowledgement: by a commit of its own, which takes all before it along.
    private const string DoNotWait = "SET synchronous_commit = off";
    private const string Level = "SHOW synchronous_commit";
    private const string Wait = "SELECT set_config('synchronous_commit', $1, true), pg_logical_emit_message(true, 'telemetry', '')";

    private readonly EventPartitions _partitions = new(source);
    private readonly PostgresSeries _series = new(connection, knownSeries);
    private readonly PostgresRollups _rollups = new(connection);
    private readonly EventOrder _order = new();
    private readonly RollupGroup _group = new();
    private NpgsqlCommand? _insert;
    private NpgsqlCommand? _wait;

    public IReadOnlyList<WriteOutcome> Write(IReadOnlyList<IngestBatch> batches, long now)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _partitions.Require(batches);
                return TryWrite(batches, now);
            }
            catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure && attempt < Tries)
            {
                Thread.Sleep(Random.Shared.Next(5, 20 * attempt));
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.CheckViolation && attempt < Tries)
            {
                // Retention has removed a month that was known.
                _partitions.Forget();
            }
        }
    }

    public void Dispose()
    {
        _series.Forget();
        _insert?.Dispose();
        _wait?.Dispose();
        _rollups.Dispose();
        connection.Dispose();
    }

    private WriteOutcome[] TryWrite(IReadOnlyList<IngestBatch> batches, long now)
    {
        if (_wait is null) Prepare();
        _series.Resolve(batches);
        var tally = new WriteTally(batches);
        using var transaction = connection.BeginTransaction();
        WriteAll(batches, tally, now);
        transaction.Commit();
        _wait!.ExecuteNonQuery();
        return [.. batches.Select((_, i) => tally.OutcomeOf(i))];
    }

    private void WriteAll(IReadOnlyList<IngestBatch> batches, WriteTally tally, long now)
    {
        var keyed = Enumerable.Range(0, batches.Count).Where(i => batches[i].IdempotencyKey is not null)
            .OrderBy(i => batches[i].Tenant, StringComparer.Ordinal).ThenBy(i => batches[i].IdempotencyKey, StringComparer.Ordinal).ToList();
        foreach (var i in keyed) KeptAnswers.Settle(connection, batches[i], i, tally, now);
        var places = InTime(batches, tally, _order.Of(batches, tally.IsSettled));
        Stage(batches, places);
        _group.Clear();
        Insert(batches, places, tally);
        _rollups.Add(_group, [.. tally.ChangedTenants()]);
        foreach (var i in keyed) KeptAnswers.Keep(connection, batches[i], tally.OutcomeOf(i));
    }

    // What is left after the watermark, each identity once: the first that arrived.
    private List<EventOrder.Place> InTime(IReadOnlyList<IngestBatch> batches, WriteTally tally, ReadOnlySpan<EventOrder.Place> sorted)
    {
        var (kept, scope, watermark) = (new List<EventOrder.Place>(sorted.Length), -1, 0L);
        foreach (ref readonly var place in sorted)
        {
            var batch = batches[place.Batch];
            if (place.Scope != scope) (scope, watermark) = (place.Scope, connection.Scalar(null, UsageSql.FindWatermark + " FOR SHARE", batch.Tenant, batch.Stream) ?? long.MinValue);
            if (place.Time < watermark) tally.RejectAsTooOld(place.Batch, batch.Events[place.Event].Index);
            else if (kept.Count == 0 || !IsSameEvent(kept[^1], place)) kept.Add(place);
        }

        return kept;
    }

    private static bool IsSameEvent(in EventOrder.Place a, in EventOrder.Place b) => a.Scope == b.Scope && a.Time == b.Time && a.Id == b.Id;

    private void Stage(IReadOnlyList<IngestBatch> batches, List<EventOrder.Place> places)
    {
        if (places.Count == 0) return;
        using var writer = connection.BeginBinaryImport(CopyEvents);
        foreach (var place in places) Stage(writer, batches[place.Batch], batches[place.Batch].Events[place.Event]);
        writer.Complete();
    }

    private static void Stage(NpgsqlBinaryImporter writer, IngestBatch batch, in UsageEvent item)
    {
        writer.StartRow();
        writer.Write(batch.Tenant, NpgsqlDbType.Text);
        writer.Write(batch.Stream, NpgsqlDbType.Text);
        writer.Write(item.Time, NpgsqlDbType.Bigint);
        writer.Write(BytesOf(item.Id), NpgsqlDbType.Bytea);
        Write(writer, item.IsUsage ? item.Series : null);
        Write(writer, item.IsUsage ? item.Requests : null);
        WriteFlag(writer, item.IsUsage ? item.Success : null);
        WriteFlag(writer, item.CacheHit);
        foreach (var value in (ReadOnlySpan<long?>)
            [item.ResponseMicros, item.CostNanos, item.TokensRequested, item.TokensUsed, item.InputTokens, item.OutputTokens, item.CacheReadTokens, item.CacheWriteTokens])
        {
            Write(writer, value);
        }

        if (item.Error is { } error) writer.Write(error, NpgsqlDbType.Text);
        else writer.WriteNull();
        writer.Write(batch.Payload(item).ToArray(), NpgsqlDbType.Bytea);
    }

    private void Insert(IReadOnlyList<IngestBatch> batches, List<EventOrder.Place> places, WriteTally tally)
    {
        if (places.Count == 0) return;
        using var reader = _insert!.ExecuteReader();
        for (var from = 0; reader.Read(); from++)
        {
            from = Find(batches, places, from, reader);
            Count(batches, places[from], tally);
        }
    }

    // Rows come back in the order in which they were staged, without those that were known: the next one is near. Were it not so, it would be found all the same.
    private static int Find(IReadOnlyList<IngestBatch> batches, List<EventOrder.Place> places, int from, NpgsqlDataReader row)
    {
        var (tenant, stream, time, id) = (row.GetString(0), row.GetString(1), row.GetInt64(2), BinaryPrimitives.ReadUInt128BigEndian((byte[])row.GetValue(3)));
        for (var i = 0; i < places.Count; i++)
        {
            var at = (from + i) % places.Count;
            var place = places[at];
            if (place.Time == time && place.Id == id && batches[place.Batch].Tenant == tenant && batches[place.Batch].Stream == stream) return at;
        }

        throw new InvalidOperationException("The database stored an event that was not sent.");
    }

    private void Count(IReadOnlyList<IngestBatch> batches, EventOrder.Place place, WriteTally tally)
    {
        tally.Accept(place.Batch);
        ref readonly var item = ref batches[place.Batch].Events[place.Event];
        if (item.IsUsage) _group.Add(batches[place.Batch], item.Series, item);
    }

    private void Prepare()
    {
        using var level = connection.Command(null, Level);
        var asked = (string)level.ExecuteScalar()!;
        connection.Execute(null, DoNotWait);
        connection.Execute(null, CreateStaging);
        _insert = Prepared(InsertStaged);
        _wait = Prepared(Wait, new NpgsqlParameter { Value = asked, NpgsqlDbType = NpgsqlDbType.Text });
    }

    private NpgsqlCommand Prepared(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        command.Prepare();
        return command;
    }

    private static void Write(NpgsqlBinaryImporter writer, long? value)
    {
        if (value is { } number) writer.Write(number, NpgsqlDbType.Bigint);
        else writer.WriteNull();
    }

    private static void WriteFlag(NpgsqlBinaryImporter writer, bool? value)
    {
        if (value is { } flag) writer.Write(flag ? 1 : 0, NpgsqlDbType.Integer);
        else writer.WriteNull();
    }

    private static byte[] BytesOf(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }
}
