namespace Telemetry.Tools.Server;

/// <summary>The texts that write events and rollups; the same for every engine.</summary>
internal static class UsageSql
{
    /// <summary>Columns of rollups that are added up, in the order of their parameters.</summary>
    public static readonly string[] Sums =
    [
        "requests", "successes", "cache_known", "cache_hits", "tokens_requested", "tokens_used", "input_tokens", "output_tokens",
        "cache_read_tokens", "cache_write_tokens", "cost_nanos", "unpriced", "timed", "response_us",
    ];

    /// <summary>Columns of an event, in the order of its parameters.</summary>
    public const string EventColumns =
        "tenant, stream, ts, event_id, series, requests, success, cache_hit, response_us, cost_nanos, tokens_requested, tokens_used, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, error, payload";

    /// <summary>One event; changes nothing where its identity is known.</summary>
    public const string InsertEvent = $"""
        INSERT INTO events ({EventColumns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        ON CONFLICT (tenant, stream, ts, event_id) DO NOTHING
        """;

    /// <summary>A series; changes nothing where it is known.</summary>
    public const string InsertSeries = """
        INSERT INTO series (key, tenant, stream, user_id, project_id, prompt_id, model_provider, model, endpoint)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (key) DO NOTHING
        """;

    public const string FindSeries = "SELECT id FROM series WHERE key = $1";

    /// <summary>Adds to an hour's sums.</summary>
    public static readonly string AddHourly = Add("usage_hourly", "hour");

    /// <summary>Adds to a day's sums.</summary>
    public static readonly string AddDaily = Add("usage_daily", "day");

    /// <summary>Adds to a histogram's bucket.</summary>
    public const string AddBucket = $"{InsertBucket} VALUES ($1, $2, $3, $4, $5) {AddCount}";

    public const string InsertBucket = "INSERT INTO usage_histogram (tenant, hour, series, bucket, count)";

    public const string AddCount = "ON CONFLICT (tenant, hour, series, bucket) DO UPDATE SET count = usage_histogram.count + excluded.count";

    /// <summary>Adds to a day's sums of a prompt.</summary>
    public static readonly string AddPrompt = Add("usage_daily_prompts", "day", "prompt");

    /// <summary>Adds to a day's histogram of a tenant.</summary>
    public const string AddDayBucket = $"{InsertDayBucket} VALUES ($1, $2, $3, $4) {AddDayCount}";

    public const string InsertDayBucket = "INSERT INTO usage_daily_histogram (tenant, day, bucket, count)";

    public const string AddDayCount = "ON CONFLICT (tenant, day, bucket) DO UPDATE SET count = usage_daily_histogram.count + excluded.count";

    /// <summary>Adds to a minute's counts.</summary>
    public const string AddMinute = $"{InsertMinute} VALUES ($1, $2, $3, $4) {AddMinuteCounts}";

    public const string InsertMinute = "INSERT INTO usage_minutes (tenant, minute, events, requests)";

    public const string AddMinuteCounts =
        "ON CONFLICT (tenant, minute) DO UPDATE SET events = usage_minutes.events + excluded.events, requests = usage_minutes.requests + excluded.requests";

    /// <summary>Marks that a tenant's figures have changed.</summary>
    public const string BumpChanges = $"{InsertChange} VALUES ($1, 1) {AddChange}";

    public const string InsertChange = "INSERT INTO tenants (tenant, changes)";

    public const string AddChange = "ON CONFLICT (tenant) DO UPDATE SET changes = tenants.changes + 1";

    public const string FindWatermark = "SELECT ts FROM watermarks WHERE tenant = $1 AND stream = $2";

    public const string FindAnswer = "SELECT body_hash, answer FROM idempotency WHERE tenant = $1 AND key = $2";

    /// <summary>Claims an idempotency key; changes nothing where it is taken, and waits where another server is about to take it.</summary>
    public const string ClaimAnswer = "INSERT INTO idempotency (tenant, key, body_hash, answer, expires_at) VALUES ($1, $2, $3, '', $4) ON CONFLICT (tenant, key) DO NOTHING";

    public const string KeepAnswer = "UPDATE idempotency SET answer = $1 WHERE tenant = $2 AND key = $3";

    public const string ForgetAnswers = "DELETE FROM idempotency WHERE expires_at <= $1";

    /// <summary>Makes days by prompt from days by series.</summary>
    /// <param name="where">Which days, by <c>u.tenant</c> and <c>u.day</c>: a condition with its WHERE, or nothing.</param>
    public static string PromptsOfDays(string where) =>
        $"{InsertSums("usage_daily_prompts", "day", "prompt")} SELECT u.tenant, u.day, {PromptKey}, {string.Join(", ", Sums.Select(column => $"CAST(sum(u.{column}) AS bigint)"))} FROM usage_daily u JOIN series s ON s.id = u.series {where} GROUP BY u.tenant, u.day, {PromptKey}";

    /// <summary>Makes histograms of days from those of hours.</summary>
    /// <param name="where">Which hours, by <c>tenant</c> and <c>hour</c>: a condition with its WHERE, or nothing.</param>
    public static string BucketsOfDays(string where) =>
        $"{InsertDayBucket} SELECT tenant, hour / 24, bucket, CAST(sum(count) AS bigint) FROM usage_histogram {where} GROUP BY tenant, hour / 24, bucket";

    /// <summary>What adds to sums, between the values and their source.</summary>
    public static string InsertSums(string table, string time, string key = "series") => $"INSERT INTO {table} (tenant, {time}, {key}, {string.Join(", ", Sums)})";

    /// <summary>What becomes of sums whose row is there.</summary>
    public static string AddSums(string table, string time, string key = "series") =>
        $"ON CONFLICT (tenant, {time}, {key}) DO UPDATE SET {string.Join(", ", Sums.Select(column => $"{column} = {table}.{column} + excluded.{column}"))}";

    private const string PromptKey = "CASE WHEN s.prompt_id IS NULL THEN '' ELSE '=' || s.prompt_id END";

    private static string Add(string table, string time, string key = "series") =>
        $"{InsertSums(table, time, key)} VALUES ($1, $2, $3, {string.Join(", ", Sums.Select((_, i) => $"${i + 4}"))}) {AddSums(table, time, key)}";
}
