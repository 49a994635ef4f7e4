namespace Telemetry.Tools.Server;

internal static partial class Migrations
{
    // What is asked most, without a scan of each combination of dimensions: a tenant's day by prompt ('' = none, else '=' and the prompt), and its response times.
    private static string Days => $$"""
        CREATE TABLE usage_daily_prompts (
            tenant text NOT NULL, day bigint NOT NULL, prompt text NOT NULL,
            requests bigint NOT NULL, successes bigint NOT NULL, cache_known bigint NOT NULL, cache_hits bigint NOT NULL,
            tokens_requested bigint NOT NULL, tokens_used bigint NOT NULL, input_tokens bigint NOT NULL, output_tokens bigint NOT NULL,
            cache_read_tokens bigint NOT NULL, cache_write_tokens bigint NOT NULL,
            cost_nanos bigint NOT NULL, unpriced bigint NOT NULL, timed bigint NOT NULL, response_us bigint NOT NULL,
            PRIMARY KEY (tenant, day, prompt)) {clustered};

        CREATE TABLE usage_daily_histogram (
            tenant text NOT NULL, day bigint NOT NULL, bucket integer NOT NULL, count bigint NOT NULL,
            PRIMARY KEY (tenant, day, bucket)) {clustered};

        {{UsageSql.PromptsOfDays("")}};
        {{UsageSql.BucketsOfDays("")}};
        """;
}
