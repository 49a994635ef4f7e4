namespace Telemetry.Tools.Server;

internal static partial class Migrations
{
    // Thresholds and values are decimal text: both engines keep them to the last digit. What a rule was when it raised an alert stays with the alert.
    // One alert of a rule and group is open at a time, and each of their windows raises one at most, whichever server looks.
    private const string Alerts = """
        CREATE TABLE alert_tenants (tenant text PRIMARY KEY, created_at bigint NOT NULL, evaluated bigint NOT NULL, watched_since bigint NOT NULL, recent bigint NOT NULL) {clustered};

        CREATE TABLE alert_rules (
            id text PRIMARY KEY, tenant text NOT NULL, name text NOT NULL, description text, alert_type text NOT NULL, severity text NOT NULL,
            metric text NOT NULL, operator text NOT NULL, threshold text NOT NULL, window_minutes bigint NOT NULL, cooldown_minutes bigint NOT NULL,
            filters text NOT NULL, group_by text, channels text NOT NULL, enabled integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL);

        CREATE INDEX alert_rules_tenant ON alert_rules (tenant, id);

        CREATE TABLE alerts (
            id text PRIMARY KEY, tenant text NOT NULL, rule_id text NOT NULL, group_key text NOT NULL, name text NOT NULL, alert_type text NOT NULL, severity text NOT NULL,
            metric text NOT NULL, operator text NOT NULL, threshold text NOT NULL, value text NOT NULL, window_start bigint NOT NULL, window_end bigint NOT NULL,
            status text NOT NULL, triggered_at bigint NOT NULL, acknowledged_at bigint, acknowledged_by text, reason text, resolved_at bigint, cleared_end bigint);

        CREATE INDEX alerts_tenant ON alerts (tenant, id COLLATE {bytewise});

        CREATE INDEX alerts_time ON alerts (tenant, triggered_at);

        CREATE UNIQUE INDEX alerts_open ON alerts (rule_id, group_key) WHERE status <> 'resolved';

        CREATE UNIQUE INDEX alerts_window ON alerts (rule_id, group_key, window_end);

        CREATE TABLE alert_hours (tenant text NOT NULL, hour bigint NOT NULL, requests bigint NOT NULL, PRIMARY KEY (tenant, hour)) {clustered};

        CREATE TABLE alert_deliveries (
            id text PRIMARY KEY, tenant text NOT NULL, alert_id text NOT NULL, channel text NOT NULL, body text NOT NULL, status text NOT NULL, attempts integer NOT NULL,
            next_at bigint NOT NULL, fence bigint NOT NULL, last_error text, created_at bigint NOT NULL, finished_at bigint);

        CREATE INDEX alert_deliveries_due ON alert_deliveries (status, next_at);

        CREATE INDEX alert_deliveries_alert ON alert_deliveries (alert_id);
        """;
}
