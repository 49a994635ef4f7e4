using System.Data.Common;
using System.Globalization;
using System.Text;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Reads sums and histograms of usage from rollups, and from events where a period begins or ends within an hour.</summary>
internal sealed class UsageReader(DbConnection connection, UsageFilter filter)
{
    /// <summary>The condition that an event <c>u</c> is counted as usage. The streams are named so that the table's key is used: without them, a tenant's whole past would be gone through.</summary>
    public static readonly string OfUsage = $"u.series IS NOT NULL AND u.stream IN ({string.Join(", ", StreamNames.Usage.Select(name => $"'{name}'"))})";

    /// <summary>Puts the series <c>s</c> of a row <c>u</c> beside it. SQLite keeps the order of a cross join, and would begin with the series otherwise.</summary>
    public const string BesideSeries = " CROSS JOIN series s";

    /// <summary>The condition that goes with <see cref="BesideSeries"/>. Without its tenant, PostgreSQL would go through the series of all tenants.</summary>
    public const string OfSeries = "s.id = u.series AND s.tenant = u.tenant";

    private static readonly string RollupSums = string.Join(", ", UsageSql.Sums.Select(column => $"CAST(sum(u.{column}) AS bigint)"));

    /// <summary>The sums of events, in the order of <see cref="UsageSql.Sums"/>.</summary>
    public const string EventSums = """
        CAST(sum(u.requests) AS bigint), CAST(sum(u.success * u.requests) AS bigint), count(u.cache_hit), CAST(coalesce(sum(u.cache_hit), 0) AS bigint),
        CAST(coalesce(sum(u.tokens_requested), 0) AS bigint), CAST(coalesce(sum(u.tokens_used), 0) AS bigint),
        CAST(coalesce(sum(u.input_tokens), 0) AS bigint), CAST(coalesce(sum(u.output_tokens), 0) AS bigint),
        CAST(coalesce(sum(u.cache_read_tokens), 0) AS bigint), CAST(coalesce(sum(u.cache_write_tokens), 0) AS bigint),
        CAST(coalesce(sum(u.cost_nanos), 0) AS bigint), CAST(sum(CASE WHEN u.cost_nanos IS NULL THEN u.requests ELSE 0 END) AS bigint),
        count(u.response_us), CAST(coalesce(sum(u.response_us), 0) AS bigint)
        """;

    /// <summary>Sums by the time of the source's row and, where asked for, by a dimension.</summary>
    /// <param name="slice">What to read.</param>
    /// <param name="byTime">Whether rows are told apart by time.</param>
    /// <param name="dimension">A column of <see cref="UsageFilter.Columns"/>, or <see langword="null"/>.</param>
    /// <param name="take">Takes the start of the row's time in microseconds, the dimension's value, and the sums.</param>
    public void ReadSums(UsageSlice slice, bool byTime, string? dimension, Action<long, string?, UsageSums> take)
    {
        var (table, time, micros) = SourceOf(slice.Source);
        var byPrompt = slice.Source == UsageSource.Daily && filter.Dimensions.Count == 0 && dimension is null or "prompt_id";
        if (byPrompt) table = "usage_daily_prompts";
        var keys = new List<string>();
        if (byTime) keys.Add(slice.Source == UsageSource.Events ? $"u.ts / {Clock.Hour}" : $"u.{time}");
        if (dimension is not null) keys.Add(byPrompt ? "u.prompt" : $"s.{dimension}");
        var sums = slice.Source == UsageSource.Events ? EventSums : RollupSums;
        using var command = Command(slice, table, time, [.. keys, sums], keys, needsSeries: dimension is not null && !byPrompt);
        using var reader = command.ExecuteReader();
        var unit = slice.Source == UsageSource.Events ? Clock.Hour : micros;
        while (reader.Read())
        {
            var column = 0;
            var start = byTime ? reader.GetInt64(column++) * unit : 0;
            var key = dimension is null ? null : reader.Text(column++);
            if (byPrompt && key is not null) key = PromptText.Read(key);
            if (!reader.IsDBNull(column)) take(start, key, SumsOf(reader, column));
        }
    }

    /// <summary>Histograms of response times, in microseconds.</summary>
    /// <param name="slice">What to read; days are read as their hours.</param>
    /// <param name="hours">How many hours are told apart as one: 1, or 24 where only days matter.</param>
    /// <param name="dimension">A column of <see cref="UsageFilter.Columns"/>, or <see langword="null"/>.</param>
    /// <param name="take">Takes the start of those hours in microseconds, the dimension's value, the bucket and its count.</param>
    public void ReadHistogram(UsageSlice slice, int hours, string? dimension, Action<long, string?, int, long> take)
    {
        if (slice.Source == UsageSource.Daily && hours == 24 && dimension is null && filter.Dimensions.Count == 0)
        {
            ReadDays(slice, take);
            return;
        }

        if (slice.Source == UsageSource.Daily) slice = new UsageSlice(UsageSource.Hourly, slice.From * 24, slice.To * 24);
        var isEvents = slice.Source == UsageSource.Events;
        var step = Clock.Hour * hours;
        var time = isEvents ? string.Create(CultureInfo.InvariantCulture, $"u.ts / {step}") : string.Create(CultureInfo.InvariantCulture, $"u.hour / {hours}");
        var bucket = isEvents ? "u.response_us" : "u.bucket";
        List<string> keys = dimension is null ? [time, bucket] : [time, bucket, $"s.{dimension}"];
        using var command = isEvents
            ? Command(slice, "events", "ts", [.. keys, "count(*)"], keys, dimension is not null, "u.response_us IS NOT NULL")
            : Command(slice, "usage_histogram", "hour", [.. keys, "CAST(sum(u.count) AS bigint)"], keys, dimension is not null);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var number = isEvents ? LogLinearHistogram.BucketOf(reader.GetInt64(1)) : reader.GetInt32(1);
            take(reader.GetInt64(0) * step, dimension is null ? null : reader.Text(2), number, reader.GetInt64(keys.Count));
        }
    }

    private void ReadDays(UsageSlice days, Action<long, string?, int, long> take)
    {
        List<string> keys = ["u.day", "u.bucket"];
        using var command = Command(days, "usage_daily_histogram", "day", [.. keys, "CAST(sum(u.count) AS bigint)"], keys, needsSeries: false);
        using var reader = command.ExecuteReader();
        while (reader.Read()) take(reader.GetInt64(0) * Clock.Day, null, reader.GetInt32(1), reader.GetInt64(2));
    }

    private DbCommand Command(UsageSlice slice, string table, string time, IEnumerable<string> columns, List<string> groups, bool needsSeries, string? condition = null)
    {
        var values = new List<object?> { slice.From, slice.To };
        var text = new StringBuilder($"SELECT {string.Join(", ", columns)} FROM {table} u");
        if (needsSeries |= filter.Dimensions.Count > 0) text.Append(BesideSeries);
        text.Append(CultureInfo.InvariantCulture, $" WHERE u.{time} >= $1 AND u.{time} < $2");
        if (needsSeries) text.Append(" AND ").Append(OfSeries);
        if (table == "events") text.Append(" AND ").Append(OfUsage);
        if (condition is not null) text.Append(" AND ").Append(condition);
        if (filter.Tenant is { } tenant) Add("u.tenant", tenant);
        foreach (var (column, value) in filter.Dimensions) Add($"s.{column}", value);
        if (groups.Count > 0) text.Append(" GROUP BY ").AppendJoin(", ", groups);
        return connection.Command(null, text.ToString(), values.ToArray());

        void Add(string column, string value)
        {
            values.Add(value);
            text.Append(CultureInfo.InvariantCulture, $" AND {column} = ${values.Count}");
        }
    }

    private static (string Table, string Time, long Micros) SourceOf(UsageSource source) => source switch
    {
        UsageSource.Daily => ("usage_daily", "day", Clock.Day),
        UsageSource.Hourly => ("usage_hourly", "hour", Clock.Hour),
        _ => ("events", "ts", 1),
    };

    /// <summary>The sums that a row holds from a column on.</summary>
    public static UsageSums SumsOf(DbDataReader reader, int column) => new()
    {
        Requests = reader.GetInt64(column),
        Successes = reader.GetInt64(column + 1),
        CacheKnown = reader.GetInt64(column + 2),
        CacheHits = reader.GetInt64(column + 3),
        TokensRequested = reader.GetInt64(column + 4),
        TokensUsed = reader.GetInt64(column + 5),
        InputTokens = reader.GetInt64(column + 6),
        OutputTokens = reader.GetInt64(column + 7),
        CacheReadTokens = reader.GetInt64(column + 8),
        CacheWriteTokens = reader.GetInt64(column + 9),
        CostNanos = reader.GetInt64(column + 10),
        Unpriced = reader.GetInt64(column + 11),
        Timed = reader.GetInt64(column + 12),
        ResponseMicros = reader.GetInt64(column + 13),
    };
}
