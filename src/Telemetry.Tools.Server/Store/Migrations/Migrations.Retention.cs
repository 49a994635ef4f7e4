namespace Telemetry.Tools.Server;

internal static partial class Migrations
{
    // How long each table's rows are kept: a row with the tenant '*' for everybody, others for their tenant alone.
    // A row of archives is a piece of a file: the events of [from_ts, to_ts), once the watermark has reached to_ts. What follows the last piece in a file counts for nothing.
    private const string Retention = """
        CREATE TABLE data_retention_policies (
            tenant_id text NOT NULL, table_name text NOT NULL, retention_period_days integer NOT NULL CHECK (retention_period_days BETWEEN 1 AND 36500), archive {flag} NOT NULL,
            PRIMARY KEY (tenant_id, table_name));

        INSERT INTO data_retention_policies (tenant_id, table_name, retention_period_days, archive) VALUES
            ('*', 'client_usage_logs', 90, true), ('*', 'events', 90, true), ('*', 'usage_analytics_hourly', 365, false), ('*', 'usage_analytics_daily', 1095, false),
            ('*', 'performance', 180, false), ('*', 'alerts', 365, false), ('*', 'exports', 30, false);

        CREATE TABLE archives (
            tenant text NOT NULL, stream text NOT NULL, from_ts bigint NOT NULL, to_ts bigint NOT NULL, folder text NOT NULL, file text NOT NULL, start bigint NOT NULL, bytes bigint NOT NULL,
            events bigint NOT NULL, sha256 text NOT NULL, created_at bigint NOT NULL,
            PRIMARY KEY (tenant, stream, to_ts));

        CREATE TABLE job_times (name text PRIMARY KEY, next_at bigint NOT NULL);

        CREATE TABLE retention_runs (id text PRIMARY KEY, tenant text NOT NULL, status text NOT NULL, started_at bigint NOT NULL, finished_at bigint, tables text NOT NULL);
        """;
}
