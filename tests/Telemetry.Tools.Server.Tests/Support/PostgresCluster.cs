using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Telemetry.Tools.Server.Tests;

/// <summary>A PostgreSQL of the tests' own, on loopback, with a folder of its own; started by the first test that needs it. Root starts it as the user postgres, since it refuses root.</summary>
[TestClass]
public sealed class PostgresCluster
{
    private static readonly Lazy<PostgresCluster?> Started = new(Start);

    private readonly string _folder;
    private readonly int _port;

    // For the test host, which makes one for AssemblyCleanup.
    public PostgresCluster()
        : this("", 0)
    {
    }

    private PostgresCluster(string folder, int port) => (_folder, _port) = (folder, port);

    /// <summary>Whether this machine has PostgreSQL.</summary>
    public static bool IsInstalled => Programs is not null;

    /// <summary>Connection string of a new, empty database.</summary>
    public static string NewDatabase()
    {
        var cluster = Started.Value ?? throw new InvalidOperationException("PostgreSQL is not installed.");
        var name = $"t{Guid.NewGuid():N}";
        using var connection = new NpgsqlConnection(cluster.Connection("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return cluster.Connection(name);
    }

    [AssemblyCleanup]
    public static void Stop()
    {
        if (!Started.IsValueCreated || Started.Value is not { } cluster) return;
        NpgsqlConnection.ClearAllPools();
        Run("pg_ctl", "-D", Path.Combine(cluster._folder, "data"), "-m", "immediate", "stop");
        Directory.Delete(cluster._folder, recursive: true);
    }

    private static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => path, StringComparer.Ordinal).Select(path => Path.Combine(path, "bin")).FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")))
        : null;

    private string Connection(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=20");

    private static PostgresCluster? Start()
    {
        if (Programs is null) return null;
        var folder = Directory.CreateTempSubdirectory("telemetry-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) Execute("chown", "postgres", folder);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            Run("initdb", "-D", Path.Combine(folder, "data"), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N");
            Run("pg_ctl", "-D", Path.Combine(folder, "data"), "-w", "-l", Path.Combine(folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"), "start");
            return new PostgresCluster(folder, port);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        if (Environment.IsPrivilegedProcess) Execute("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Execute(path, arguments);
    }

    private static void Execute(string program, params string[] arguments)
    {
        // Output is not taken: the server would keep the pipe open.
        var start = new ProcessStartInfo(program) { WorkingDirectory = "/" };
        if (program == "runuser") start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/", ArgumentList = { "-c", "exec runuser \"$@\" >/dev/null 2>&1", "sh" } };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }
}
