using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Telemetry.Tools.Server;

/// <summary>Writes groups of batches to SQLite with statements that are prepared once.</summary>
internal sealed class SqliteEventWriter(SqliteConnection connection, WalCheckpoints checkpoints) : IEventWriter
{
    private readonly RawStatement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly RawStatement _commit = new(connection, "COMMIT");
    private readonly RawStatement _insertEvent = new(connection, UsageSql.InsertEvent);
    private readonly RawStatement _insertSeries = new(connection, UsageSql.InsertSeries);
    private readonly RawStatement _findSeries = new(connection, UsageSql.FindSeries);
    private readonly RawStatement _addHourly = new(connection, UsageSql.AddHourly);
    private readonly RawStatement _addDaily = new(connection, UsageSql.AddDaily);
    private readonly RawStatement _addBucket = new(connection, UsageSql.AddBucket);
    private readonly RawStatement _addPrompt = new(connection, UsageSql.AddPrompt);
    private readonly RawStatement _addDayBucket = new(connection, UsageSql.AddDayBucket);
    private readonly RawStatement _addMinute = new(connection, UsageSql.AddMinute);
    private readonly RawStatement _bumpChanges = new(connection, UsageSql.BumpChanges);
    private readonly RawStatement _findWatermark = new(connection, UsageSql.FindWatermark);
    private readonly EventOrder _order = new();
    private readonly RollupGroup _rollups = new();
    private readonly SeriesCache _series = new();

    public IReadOnlyList<WriteOutcome> Write(IReadOnlyList<IngestBatch> batches, long now)
    {
        checkpoints.BeginLogAnew(connection);
        SqliteWaiting.LetOthersIn();
        _begin.Execute();
        try
        {
            var tally = new WriteTally(batches);
            WriteAll(batches, tally, now);
            _commit.Execute();
            checkpoints.Committed(WalHook.Pages);
            _series.Commit();
            return [.. batches.Select((_, i) => tally.OutcomeOf(i))];
        }
        catch
        {
            _series.Rollback();
            Rollback();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<RawStatement>)
            [_begin, _commit, _insertEvent, _insertSeries, _findSeries, _addHourly, _addDaily, _addBucket, _addPrompt, _addDayBucket, _addMinute, _bumpChanges, _findWatermark])
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private void WriteAll(IReadOnlyList<IngestBatch> batches, WriteTally tally, long now)
    {
        for (var i = 0; i < batches.Count; i++)
        {
            if (batches[i].IdempotencyKey is not null) KeptAnswers.Settle(connection, batches[i], i, tally, now);
        }

        _rollups.Clear();
        WriteEvents(batches, tally);
        _rollups.EachHour((RollupKey key, in UsageSums sums) => AddSums(_addHourly, key, sums));
        _rollups.EachDay((RollupKey key, in UsageSums sums) => AddSums(_addDaily, key, sums));
        _rollups.EachPrompt((PromptKey key, in UsageSums sums) => AddSums(key, sums));
        _rollups.EachBucket(AddBucket);
        _rollups.EachDayBucket(AddDayBucket);
        _rollups.EachMinute(AddMinute);
        foreach (var tenant in tally.ChangedTenants())
        {
            _bumpChanges.BindText(1, tenant);
            _bumpChanges.Execute();
        }

        for (var i = 0; i < batches.Count; i++)
        {
            if (batches[i].IdempotencyKey is not null) KeptAnswers.Keep(connection, batches[i], tally.OutcomeOf(i));
        }
    }

    private void WriteEvents(IReadOnlyList<IngestBatch> batches, WriteTally tally)
    {
        var (scope, watermark) = (-1, 0L);
        foreach (ref readonly var place in _order.Of(batches, tally.IsSettled))
        {
            var batch = batches[place.Batch];
            ref readonly var item = ref batch.Events[place.Event];
            if (place.Scope != scope)
            {
                (scope, watermark) = (place.Scope, FindWatermark(batch));
                _insertEvent.BindText(1, batch.Tenant);
                _insertEvent.BindText(2, batch.Stream);
            }

            if (item.Time < watermark) tally.RejectAsTooOld(place.Batch, item.Index);
            else if (Insert(batch, item)) tally.Accept(place.Batch);
        }
    }

    private bool Insert(IngestBatch batch, in UsageEvent item)
    {
        var series = item.IsUsage ? SeriesOf(batch, item) : (long?)null;
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(id, item.Id);
        _insertEvent.Bind(3, item.Time);
        _insertEvent.BindBlob(4, id);
        _insertEvent.Bind(5, series);
        _insertEvent.Bind(6, item.IsUsage ? item.Requests : null);
        _insertEvent.Bind(7, item.IsUsage ? (item.Success ? 1 : 0) : null);
        _insertEvent.Bind(8, item.CacheHit is { } hit ? (hit ? 1 : 0) : null);
        _insertEvent.Bind(9, item.ResponseMicros);
        _insertEvent.Bind(10, item.CostNanos);
        _insertEvent.Bind(11, item.TokensRequested);
        _insertEvent.Bind(12, item.TokensUsed);
        _insertEvent.Bind(13, item.InputTokens);
        _insertEvent.Bind(14, item.OutputTokens);
        _insertEvent.Bind(15, item.CacheReadTokens);
        _insertEvent.Bind(16, item.CacheWriteTokens);
        _insertEvent.BindText(17, item.Error);
        _insertEvent.BindBlob(18, batch.Payload(item));
        if (_insertEvent.Execute() == 0) return false;
        if (series is { } known) _rollups.Add(batch, known, item);
        return true;
    }

    private long SeriesOf(IngestBatch batch, in UsageEvent item)
    {
        if (_series.TryGet(item.SeriesKey, out var id)) return id;
        Span<byte> key = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(key, item.SeriesKey);
        _findSeries.BindBlob(1, key);
        id = _findSeries.Scalar() ?? InsertSeries(batch, item, key);
        _series.Add(item.SeriesKey, id);
        return id;
    }

    private long InsertSeries(IngestBatch batch, in UsageEvent item, ReadOnlySpan<byte> key)
    {
        _insertSeries.BindBlob(1, key);
        _insertSeries.BindText(2, batch.Tenant);
        _insertSeries.BindText(3, batch.Stream);
        var values = SeriesDimensions.Decode(batch.Dimensions(item));
        for (var i = 0; i < values.Length; i++) _insertSeries.BindText(4 + i, values[i]);
        _insertSeries.Execute();
        return _findSeries.Scalar()!.Value;
    }

    private long FindWatermark(IngestBatch batch)
    {
        _findWatermark.BindText(1, batch.Tenant);
        _findWatermark.BindText(2, batch.Stream);
        return _findWatermark.Scalar() ?? long.MinValue;
    }

    private static void AddSums(RawStatement statement, RollupKey key, in UsageSums sums)
    {
        statement.BindText(1, key.Tenant);
        statement.Bind(2, key.Time);
        statement.Bind(3, key.Series);
        AddSums(statement, sums);
    }

    private void AddSums(PromptKey key, in UsageSums sums)
    {
        _addPrompt.BindText(1, key.Tenant);
        _addPrompt.Bind(2, key.Day);
        _addPrompt.BindText(3, key.Prompt);
        AddSums(_addPrompt, sums);
    }

    private static void AddSums(RawStatement statement, in UsageSums sums)
    {
        var values = sums.Values;
        for (var i = 0; i < values.Length; i++) statement.Bind(4 + i, values[i]);
        statement.Execute();
    }

    private void AddBucket(BucketKey key, long count)
    {
        _addBucket.BindText(1, key.Tenant);
        _addBucket.Bind(2, key.Hour);
        _addBucket.Bind(3, key.Series);
        _addBucket.Bind(4, key.Bucket);
        _addBucket.Bind(5, count);
        _addBucket.Execute();
    }

    private void AddDayBucket(BucketKey key, long count)
    {
        _addDayBucket.BindText(1, key.Tenant);
        _addDayBucket.Bind(2, key.Hour);
        _addDayBucket.Bind(3, key.Bucket);
        _addDayBucket.Bind(4, count);
        _addDayBucket.Execute();
    }

    private void AddMinute(MinuteKey key, MinuteCounts counts)
    {
        _addMinute.BindText(1, key.Tenant);
        _addMinute.Bind(2, key.Minute);
        _addMinute.Bind(3, counts.Events);
        _addMinute.Bind(4, counts.Requests);
        _addMinute.Execute();
    }

    private void Rollback()
    {
        try
        {
            connection.Execute(null, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // The engine has rolled back by itself, as it does on a full disk.
        }
    }
}
