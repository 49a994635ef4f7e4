using Npgsql;
using NpgsqlTypes;

namespace Telemetry.Tools.Server;

/// <summary>Adds a group's sums and counts on PostgreSQL, and marks its tenants as changed: a table a statement, all of them sent at once.</summary>
internal sealed class PostgresRollups(NpgsqlConnection connection) : IDisposable
{
    private const NpgsqlDbType Text = NpgsqlDbType.Text;
    private const NpgsqlDbType Number = NpgsqlDbType.Bigint;

    private readonly ArrayStatement _hourly = Sums("usage_hourly", "hour", "series", Number);
    private readonly ArrayStatement _daily = Sums("usage_daily", "day", "series", Number);
    private readonly ArrayStatement _prompts = Sums("usage_daily_prompts", "day", "prompt", Text);
    private readonly ArrayStatement _buckets = new(UsageSql.InsertBucket, UsageSql.AddCount, Text, Number, Number, Number, Number);
    private readonly ArrayStatement _dayBuckets = new(UsageSql.InsertDayBucket, UsageSql.AddDayCount, Text, Number, Number, Number);
    private readonly ArrayStatement _minutes = new(UsageSql.InsertMinute, UsageSql.AddMinuteCounts, Text, Number, Number, Number);
    private readonly ArrayStatement _changes = new(UsageSql.InsertChange, UsageSql.AddChange, Text, Number);
    private NpgsqlBatch? _batch;

    /// <summary>Adds them.</summary>
    /// <param name="group">What the group's new events add up to.</param>
    /// <param name="changed">Tenants that have new events, in order.</param>
    public void Add(RollupGroup group, IReadOnlyList<string> changed)
    {
        if (changed.Count == 0) return;
        _batch ??= Prepared();
        foreach (var statement in Statements) statement.Clear();
        group.EachHour((RollupKey key, in UsageSums sums) => _hourly.Add([key.Tenant], [key.Time, key.Series], sums.Values));
        group.EachDay((RollupKey key, in UsageSums sums) => _daily.Add([key.Tenant], [key.Time, key.Series], sums.Values));
        group.EachPrompt((PromptKey key, in UsageSums sums) => _prompts.Add([key.Tenant, key.Prompt], [key.Day], sums.Values));
        group.EachBucket((key, count) => _buckets.Add([key.Tenant], [key.Hour, key.Series, key.Bucket, count]));
        group.EachDayBucket((key, count) => _dayBuckets.Add([key.Tenant], [key.Hour, key.Bucket, count]));
        group.EachMinute((key, counts) => _minutes.Add([key.Tenant], [key.Minute, counts.Events, counts.Requests]));
        foreach (var tenant in changed) _changes.Add([tenant], [1]);
        _batch.ExecuteNonQuery();
    }

    public void Dispose() => _batch?.Dispose();

    private ArrayStatement[] Statements => [_hourly, _daily, _prompts, _buckets, _dayBuckets, _minutes, _changes];

    private NpgsqlBatch Prepared()
    {
        var batch = connection.CreateBatch();
        foreach (var statement in Statements) batch.BatchCommands.Add(statement.Command);
        batch.Prepare();
        return batch;
    }

    private static ArrayStatement Sums(string table, string time, string key, NpgsqlDbType keyType) =>
        new(UsageSql.InsertSums(table, time, key), UsageSql.AddSums(table, time, key), [Text, Number, keyType, .. UsageSql.Sums.Select(_ => Number)]);
}
