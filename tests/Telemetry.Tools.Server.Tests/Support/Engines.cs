namespace Telemetry.Tools.Server.Tests;

/// <summary>A server on either engine, for promises that hold on both.</summary>
internal static class Engines
{
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";

    /// <summary>Starts a server with a store of its own.</summary>
    public static Task<ServerWorld> StartAsync(string engine, TimeProvider? time = null) =>
        engine == Sqlite ? ServerWorld.StartAsync(time) : ServerWorld.StartOnAsync(PostgresCluster.NewDatabase(), time);

    /// <summary>The store behind a server, past the server.</summary>
    public static Database Open(ServerWorld world) => ServerParts.OpenDatabase(world.Settings);
}
