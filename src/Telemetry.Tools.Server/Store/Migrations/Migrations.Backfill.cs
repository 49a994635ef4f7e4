namespace Telemetry.Tools.Server;

internal static partial class Migrations
{
    // Periods whose rollups are made anew; next_ts is where a job goes on.
    private const string Backfill = """
        CREATE TABLE backfills (
            id text PRIMARY KEY, tenant text NOT NULL, status text NOT NULL, start_ts bigint NOT NULL, end_ts bigint NOT NULL, next_ts bigint NOT NULL, events bigint NOT NULL,
            message text, created_at bigint NOT NULL, finished_at bigint);

        CREATE INDEX backfills_status ON backfills (status, id);
        """;
}
