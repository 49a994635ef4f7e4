namespace Telemetry.Tools.Server;

internal static partial class Migrations
{
    // Times: ts and the ends of periods in microseconds since 1970, hour and day as whole hours and days since then. Money in billionths of a dollar.
    private const string Events = """
        CREATE TABLE tenants (tenant text PRIMARY KEY, changes bigint NOT NULL) {clustered};

        CREATE TABLE api_keys (
            id text PRIMARY KEY, name text NOT NULL, tenant text NOT NULL, role text NOT NULL, secret_hash {blob} NOT NULL,
            created_at bigint NOT NULL, revoked_at bigint);

        CREATE TABLE sessions (token_hash {blob} PRIMARY KEY, key_id text NOT NULL, expires_at bigint NOT NULL);

        CREATE TABLE idempotency (
            tenant text NOT NULL, key text NOT NULL, body_hash {blob} NOT NULL, answer text NOT NULL, expires_at bigint NOT NULL,
            PRIMARY KEY (tenant, key));

        CREATE TABLE watermarks (tenant text NOT NULL, stream text NOT NULL, ts bigint NOT NULL, PRIMARY KEY (tenant, stream)) {clustered};

        CREATE TABLE series (
            id {identity}, key {blob} NOT NULL UNIQUE, tenant text NOT NULL, stream text NOT NULL,
            user_id text, project_id text, prompt_id text, model_provider text, model text, endpoint text);

        CREATE INDEX series_tenant ON series (tenant);

        CREATE TABLE events (
            tenant text NOT NULL, stream text NOT NULL, ts bigint NOT NULL, event_id {blob} NOT NULL,
            series bigint, requests bigint, success integer, cache_hit integer, response_us bigint, cost_nanos bigint,
            tokens_requested bigint, tokens_used bigint, input_tokens bigint, output_tokens bigint, cache_read_tokens bigint, cache_write_tokens bigint,
            error text, payload {blob} NOT NULL,
            PRIMARY KEY (tenant, stream, ts, event_id)) {by_time};

        CREATE INDEX events_errors ON events (tenant, ts) WHERE error IS NOT NULL;

        CREATE TABLE usage_hourly (
            tenant text NOT NULL, hour bigint NOT NULL, series bigint NOT NULL,
            requests bigint NOT NULL, successes bigint NOT NULL, cache_known bigint NOT NULL, cache_hits bigint NOT NULL,
            tokens_requested bigint NOT NULL, tokens_used bigint NOT NULL, input_tokens bigint NOT NULL, output_tokens bigint NOT NULL,
            cache_read_tokens bigint NOT NULL, cache_write_tokens bigint NOT NULL,
            cost_nanos bigint NOT NULL, unpriced bigint NOT NULL, timed bigint NOT NULL, response_us bigint NOT NULL,
            PRIMARY KEY (tenant, hour, series)) {clustered};

        CREATE TABLE usage_daily (
            tenant text NOT NULL, day bigint NOT NULL, series bigint NOT NULL,
            requests bigint NOT NULL, successes bigint NOT NULL, cache_known bigint NOT NULL, cache_hits bigint NOT NULL,
            tokens_requested bigint NOT NULL, tokens_used bigint NOT NULL, input_tokens bigint NOT NULL, output_tokens bigint NOT NULL,
            cache_read_tokens bigint NOT NULL, cache_write_tokens bigint NOT NULL,
            cost_nanos bigint NOT NULL, unpriced bigint NOT NULL, timed bigint NOT NULL, response_us bigint NOT NULL,
            PRIMARY KEY (tenant, day, series)) {clustered};

        CREATE TABLE usage_histogram (
            tenant text NOT NULL, hour bigint NOT NULL, series bigint NOT NULL, bucket integer NOT NULL, count bigint NOT NULL,
            PRIMARY KEY (tenant, hour, series, bucket)) {clustered};

        CREATE VIEW usage_analytics_hourly AS
            SELECT u.tenant AS tenant_id, s.user_id, s.project_id, s.prompt_id, s.model_provider, s.model, s.endpoint,
                {hour_time} AS hour_start, {hour_time} AS timestamp,
                requests AS request_count, successes AS successful_requests, requests - successes AS failed_requests,
                tokens_requested AS total_tokens_requested, tokens_used AS total_tokens_used, {usd} AS total_cost_usd,
                unpriced AS unpriced_requests, cache_hits, cache_known - cache_hits AS cache_misses, timed, response_us / 1000.0 AS total_response_time_ms
            FROM usage_hourly u JOIN series s ON s.id = u.series;

        CREATE VIEW usage_analytics_daily AS
            SELECT u.tenant AS tenant_id, s.user_id, s.project_id, s.prompt_id, s.model_provider, s.model, s.endpoint,
                {day_date} AS date, {day_date} AS timestamp,
                requests AS request_count, successes AS successful_requests, requests - successes AS failed_requests,
                tokens_requested AS total_tokens_requested, tokens_used AS total_tokens_used, {usd} AS total_cost_usd,
                unpriced AS unpriced_requests, cache_hits, cache_known - cache_hits AS cache_misses, timed, response_us / 1000.0 AS total_response_time_ms
            FROM usage_daily u JOIN series s ON s.id = u.series;

        CREATE VIEW client_usage_logs AS
            SELECT e.tenant AS tenant_id, {micros_time} AS timestamp, s.user_id, s.project_id, s.prompt_id, s.model_provider, s.model, s.endpoint,
                e.tokens_requested, e.tokens_used, {usd} AS cost_usd, e.response_us / 1000.0 AS response_time_ms, e.success, e.cache_hit, e.error
            FROM events e JOIN series s ON s.id = e.series WHERE e.stream = 'client-usage';
        """;
}
