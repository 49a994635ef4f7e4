namespace Telemetry.Tools.Server;

internal static partial class Migrations
{
    // A file is kept in pieces of 1 MiB, so that each server can hand out what another has made.
    private const string Exports = """
        CREATE TABLE exports (
            id text PRIMARY KEY, tenant text NOT NULL, status text NOT NULL, progress double precision NOT NULL, rows bigint NOT NULL, bytes bigint, sha256 text,
            export_type text NOT NULL, format text NOT NULL, start_ts bigint NOT NULL, end_ts bigint NOT NULL, excel_safe integer NOT NULL,
            created_at bigint NOT NULL, expires_at bigint NOT NULL, lease_until bigint NOT NULL, fence bigint NOT NULL);

        CREATE INDEX exports_tenant ON exports (tenant, id);

        CREATE TABLE export_pieces (export_id text NOT NULL, number integer NOT NULL, bytes {blob} NOT NULL, PRIMARY KEY (export_id, number));
        """;
}
