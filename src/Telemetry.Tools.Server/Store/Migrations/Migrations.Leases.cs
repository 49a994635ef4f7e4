namespace Telemetry.Tools.Server;

internal static partial class Migrations
{
    // Who does a job that only one server may do at a time; the fence goes up with each holder.
    private const string Leases = """
        CREATE TABLE leases (name text PRIMARY KEY, until bigint NOT NULL, fence bigint NOT NULL);
        """;
}
