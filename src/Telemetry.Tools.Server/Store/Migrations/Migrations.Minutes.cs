namespace Telemetry.Tools.Server;

internal static partial class Migrations
{
    // How much usage lies in each minute (whole minutes since 1970): what was read of a minute holds for as long as its events are as many.
    private const string Minutes = """
        CREATE TABLE usage_minutes (tenant text NOT NULL, minute bigint NOT NULL, events bigint NOT NULL, requests bigint NOT NULL, PRIMARY KEY (tenant, minute)) {clustered};
        """;
}
