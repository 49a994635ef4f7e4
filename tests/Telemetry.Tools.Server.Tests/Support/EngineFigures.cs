namespace Telemetry.Tools.Server.Tests;

/// <summary>What the tables of either engine say, read past the server.</summary>
internal static class EngineFigures
{
    public static StoreFigures Of(ServerWorld world) => new(
        Scalar(world, "SELECT count(*) FROM events"), Scalar(world, "SELECT CAST(sum(requests) AS bigint) FROM usage_hourly"),
        Scalar(world, "SELECT CAST(sum(requests) AS bigint) FROM usage_daily"), Scalar(world, "SELECT CAST(sum(count) AS bigint) FROM usage_histogram"));

    public static long Scalar(ServerWorld world, string sql)
    {
        using var database = Engines.Open(world);
        using var connection = database.OpenWrite();
        return connection.Scalar(null, sql) ?? 0;
    }

    public static void Execute(ServerWorld world, string sql)
    {
        using var database = Engines.Open(world);
        using var connection = database.OpenWrite();
        connection.Execute(null, sql);
    }
}
