using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Telemetry.Tools.Server;

/// <summary>Adds a group's sums and counts on PostgreSQL: a column an array, a table a statement.</summary>
internal sealed class PostgresRollups(NpgsqlConnection connection)
{
    private static readonly string AddHourly = Sums("usage_hourly", "hour", "series", "bigint");
    private static readonly string AddDaily = Sums("usage_daily", "day", "series", "bigint");
    private static readonly string AddPrompts = Sums("usage_daily_prompts", "day", "prompt", "text");
    private static readonly string AddBuckets = $"{UsageSql.InsertBucket} SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::integer[], $5::bigint[]) {UsageSql.AddCount}";
    private static readonly string AddDayBuckets = $"{UsageSql.InsertDayBucket} SELECT * FROM unnest($1::text[], $2::bigint[], $3::integer[], $4::bigint[]) {UsageSql.AddDayCount}";

    private static readonly string AddMinutes = $"{UsageSql.InsertMinute} SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) {UsageSql.AddMinuteCounts}";

    public void Add(RollupGroup group)
    {
        AddSums(AddHourly, group.EachHour);
        AddSums(AddDaily, group.EachDay);
        AddPromptSums(group);
        AddCounts(AddBuckets, group.EachBucket, withSeries: true);
        AddCounts(AddDayBuckets, group.EachDayBucket, withSeries: false);
        AddMinuteCounts(group);
    }

    private void AddSums(string sql, Action<RollupAction> each)
    {
        var (tenants, times, series, columns) = (new List<string>(), new List<long>(), new List<long>(), new SumColumns());
        each((RollupKey key, in UsageSums sums) =>
        {
            tenants.Add(key.Tenant);
            times.Add(key.Time);
            series.Add(key.Series);
            columns.Add(sums);
        });
        Execute(sql, tenants, [Parameter(tenants, NpgsqlDbType.Text), Parameter(times, NpgsqlDbType.Bigint), Parameter(series, NpgsqlDbType.Bigint), .. columns.Parameters()]);
    }

    private void AddPromptSums(RollupGroup group)
    {
        var (tenants, days, prompts, columns) = (new List<string>(), new List<long>(), new List<string>(), new SumColumns());
        group.EachPrompt((PromptKey key, in UsageSums sums) =>
        {
            tenants.Add(key.Tenant);
            days.Add(key.Day);
            prompts.Add(key.Prompt);
            columns.Add(sums);
        });
        Execute(AddPrompts, tenants, [Parameter(tenants, NpgsqlDbType.Text), Parameter(days, NpgsqlDbType.Bigint), Parameter(prompts, NpgsqlDbType.Text), .. columns.Parameters()]);
    }

    private void AddCounts(string sql, Action<Action<BucketKey, long>> each, bool withSeries)
    {
        var (tenants, times, series, buckets, counts) = (new List<string>(), new List<long>(), new List<long>(), new List<int>(), new List<long>());
        each((key, count) =>
        {
            tenants.Add(key.Tenant);
            times.Add(key.Hour);
            series.Add(key.Series);
            buckets.Add(key.Bucket);
            counts.Add(count);
        });
        List<NpgsqlParameter> parameters = [Parameter(tenants, NpgsqlDbType.Text), Parameter(times, NpgsqlDbType.Bigint), Parameter(buckets, NpgsqlDbType.Integer), Parameter(counts, NpgsqlDbType.Bigint)];
        if (withSeries) parameters.Insert(2, Parameter(series, NpgsqlDbType.Bigint));
        Execute(sql, tenants, parameters);
    }

    private void AddMinuteCounts(RollupGroup group)
    {
        var (tenants, minutes, events, requests) = (new List<string>(), new List<long>(), new List<long>(), new List<long>());
        group.EachMinute((key, counts) =>
        {
            tenants.Add(key.Tenant);
            minutes.Add(key.Minute);
            events.Add(counts.Events);
            requests.Add(counts.Requests);
        });
        Execute(AddMinutes, tenants, [Parameter(tenants, NpgsqlDbType.Text), .. new[] { minutes, events, requests }.Select(column => Parameter(column, NpgsqlDbType.Bigint))]);
    }

    private void Execute(string sql, List<string> rows, IEnumerable<NpgsqlParameter> parameters)
    {
        if (rows.Count == 0) return;
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        command.ExecuteNonQuery();
    }

    private static NpgsqlParameter Parameter<T>(List<T> values, NpgsqlDbType type) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    private static string Sums(string table, string time, string key, string keyType)
    {
        var arrays = string.Join(", ", Enumerable.Range(4, UsageSql.Sums.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"${i}::bigint[]")));
        return $"{UsageSql.InsertSums(table, time, key)} SELECT * FROM unnest($1::text[], $2::bigint[], $3::{keyType}[], {arrays}) {UsageSql.AddSums(table, time, key)}";
    }

    // A list a column, in the order of UsageSql.Sums.
    private sealed class SumColumns
    {
        private readonly List<long>[] _columns = [.. UsageSql.Sums.Select(_ => new List<long>())];

        public void Add(in UsageSums sums)
        {
            var values = sums.Values;
            for (var i = 0; i < values.Length; i++) _columns[i].Add(values[i]);
        }

        public IEnumerable<NpgsqlParameter> Parameters() => _columns.Select(column => Parameter(column, NpgsqlDbType.Bigint));
    }
}
