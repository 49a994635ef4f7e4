using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Server;
using Telemetry.Tools.TestSupport;

namespace Telemetry.Tools.Benchmarks;

/// <summary>What a benchmark's server keeps its events in: SQLite in a folder, or a PostgreSQL of its own that waits for the disk. Each <see cref="Fresh"/> is empty.</summary>
internal sealed class ServerEngine : IDisposable
{
    private const string PostgresOptions = "-c shared_buffers=512MB -c max_wal_size=4GB";

    private readonly string _folder;
    private readonly PostgresNode? _node;
    private int _databases;

    private ServerEngine(string name, PostgresNode? node, string folder) => (Name, _node, _folder) = (name, node, folder);

    public string Name { get; }

    /// <summary>Whether several servers can share it.</summary>
    public bool IsPostgres => _node is not null;

    public static ServerEngine Sqlite(string folder) => new("SQLite", null, Path.Combine(BenchmarkFolder.Path, folder));

    public static ServerEngine Postgres(string folder) => new("PostgreSQL", PostgresNode.Start(PostgresOptions), Path.Combine(BenchmarkFolder.Path, folder));

    /// <summary>The engines that a benchmark is run on: both, or the one that its arguments name.</summary>
    public static IEnumerable<Func<string, ServerEngine>> Chosen(string[] args)
    {
        if (!args.Contains("--postgres")) yield return Sqlite;
        if (!args.Contains("--sqlite")) yield return Postgres;
    }

    /// <summary>Settings of a server whose database is empty and up to date.</summary>
    public ServerSettings Fresh()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        var settings = new ServerSettings { DataFolder = _folder, Urls = [new Uri("http://127.0.0.1:0")], Database = NewDatabase() };
        AnalyticsServer.SetUp(settings);
        return settings;
    }

    /// <summary>A connection past the server.</summary>
    public static DbConnection Open(ServerSettings settings)
    {
        if (settings.Database is null) SqliteLibrary.Require();
        DbConnection connection = settings.Database is { } database ? new NpgsqlConnection(database) : new SqliteConnection($"Data Source={DataFolder.DatabasePath(settings.DataFolder)};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        _node?.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private string? NewDatabase()
    {
        if (_node is null) return null;
        // One is enough: the last one's pages would only be in the way.
        NpgsqlConnection.ClearAllPools();
        if (_databases > 0) _node.Execute("postgres", $"DROP DATABASE bench{_databases}");
        _node.Execute("postgres", $"CREATE DATABASE bench{++_databases}");
        return _node.Connection($"bench{_databases}");
    }
}
