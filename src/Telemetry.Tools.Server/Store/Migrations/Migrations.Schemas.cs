namespace Telemetry.Tools.Server;

internal static partial class Migrations
{
    // The schema files that tenants have sent: text that explains payloads, never a table.
    private const string Schemas = """
        CREATE TABLE stream_schemas (
            tenant text NOT NULL, stream text NOT NULL, version text NOT NULL, text text NOT NULL, sha256 text NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
            PRIMARY KEY (tenant, stream));
        """;
}
