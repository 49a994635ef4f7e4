using Npgsql;

namespace Telemetry.Tools.Server.Tests;

/// <summary>The PostgreSQL that tests share, each with a database of its own; started by the first that needs it.</summary>
[TestClass]
public sealed class PostgresCluster
{
    private static readonly Lazy<PostgresNode> Started = new(() => PostgresNode.Start("-c fsync=off -c shared_preload_libraries=pg_stat_statements"));

    /// <summary>Connection string of a new, empty database, whose own order of texts is a language's: what relies on it is found out.</summary>
    public static string NewDatabase()
    {
        var name = $"t{Guid.NewGuid():N}";
        Started.Value.Execute("postgres", $"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");
        return Started.Value.Connection(name);
    }

    [AssemblyCleanup]
    public static void Stop()
    {
        if (!Started.IsValueCreated) return;
        NpgsqlConnection.ClearAllPools();
        Started.Value.Dispose();
    }
}
