using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Telemetry.Tools.Server;

/// <summary>Adds a group's sums and counts on PostgreSQL: a column an array, a table a statement.</summary>
internal sealed class PostgresRollups(NpgsqlConnection connection)
{
    private static readonly string AddHourly = Sums("usage_hourly", "hour");
    private static readonly string AddDaily = Sums("usage_daily", "day");
    private static readonly string AddBuckets = $"{UsageSql.InsertBucket} SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::integer[], $5::bigint[]) {UsageSql.AddCount}";

    public void Add(RollupGroup group)
    {
        AddSums(AddHourly, group.EachHour);
        AddSums(AddDaily, group.EachDay);
        AddCounts(group);
    }

    private void AddSums(string sql, Action<RollupAction> each)
    {
        var (tenants, columns) = (new List<string>(), Enumerable.Range(0, UsageSql.Sums.Length + 2).Select(_ => new List<long>()).ToArray());
        each((RollupKey key, in UsageSums sums) =>
        {
            tenants.Add(key.Tenant);
            ReadOnlySpan<long> values =
            [
                key.Time, key.Series, sums.Requests, sums.Successes, sums.CacheKnown, sums.CacheHits, sums.TokensRequested, sums.TokensUsed, sums.InputTokens, sums.OutputTokens,
                sums.CacheReadTokens, sums.CacheWriteTokens, sums.CostNanos, sums.Unpriced, sums.Timed, sums.ResponseMicros,
            ];
            for (var i = 0; i < values.Length; i++) columns[i].Add(values[i]);
        });
        if (tenants.Count == 0) return;
        using var command = new NpgsqlCommand(sql, connection);
        AddTexts(command, tenants);
        foreach (var column in columns) command.Parameters.Add(new NpgsqlParameter { Value = column, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.ExecuteNonQuery();
    }

    private void AddCounts(RollupGroup group)
    {
        var (tenants, hours, series, buckets, counts) = (new List<string>(), new List<long>(), new List<long>(), new List<int>(), new List<long>());
        group.EachBucket((key, count) =>
        {
            tenants.Add(key.Tenant);
            hours.Add(key.Hour);
            series.Add(key.Series);
            buckets.Add(key.Bucket);
            counts.Add(count);
        });
        if (tenants.Count == 0) return;
        using var command = new NpgsqlCommand(AddBuckets, connection);
        AddTexts(command, tenants);
        command.Parameters.Add(new NpgsqlParameter { Value = hours, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { Value = series, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { Value = buckets, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new NpgsqlParameter { Value = counts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.ExecuteNonQuery();
    }

    private static void AddTexts(NpgsqlCommand command, List<string> values) =>
        command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

    private static string Sums(string table, string time)
    {
        var arrays = string.Join(", ", Enumerable.Range(2, UsageSql.Sums.Length + 2).Select(i => string.Create(CultureInfo.InvariantCulture, $"${i}::bigint[]")));
        return $"{UsageSql.InsertSums(table, time)} SELECT * FROM unnest($1::text[], {arrays}) {UsageSql.AddSums(table, time)}";
    }
}
