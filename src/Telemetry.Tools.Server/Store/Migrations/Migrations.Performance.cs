namespace Telemetry.Tools.Server;

internal static partial class Migrations
{
    // A row is what one server measured in the length_us before ts. Sums, not rates: they add up to any bucket without loss. durations holds the requests' times as BUCKET:COUNT with spaces between them;
    // performance_histogram has the same for whole hours, so that months are answered without reading every sample.
    private const string Performance = """
        CREATE TABLE performance (
            ts bigint NOT NULL, server text NOT NULL, length_us bigint NOT NULL, cpu_us bigint NOT NULL, capacity_us bigint NOT NULL, memory_bytes bigint NOT NULL, disk_ppm bigint,
            network_in bigint NOT NULL, network_out bigint NOT NULL, database_bytes bigint NOT NULL, database_connections bigint NOT NULL, latency_us bigint NOT NULL,
            requests bigint NOT NULL, health_score bigint NOT NULL, durations text NOT NULL,
            PRIMARY KEY (ts, server)) {clustered};

        CREATE TABLE performance_histogram (hour bigint NOT NULL, server text NOT NULL, bucket integer NOT NULL, count bigint NOT NULL, PRIMARY KEY (hour, server, bucket)) {clustered};
        """;
}
