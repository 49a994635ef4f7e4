using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Telemetry.Tools.TestSupport;

/// <summary>One PostgreSQL server of the tests' own: a folder and a port on loopback. Root starts it as the user postgres, since it refuses root.</summary>
internal sealed class PostgresNode : IDisposable
{
    private const string NoWait = "-c fsync=off";

    private readonly string _folder = Directory.CreateTempSubdirectory("telemetry-postgres-").FullName;
    private readonly string _options;
    private bool _runs;

    private PostgresNode(string options)
    {
        _options = options;
        if (Environment.IsPrivilegedProcess) Execute("chown", "postgres", _folder);
    }

    public int Port { get; } = FreePort.Next();

    private string Data => Path.Combine(_folder, "data");

    private static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => path, StringComparer.Ordinal).Select(path => Path.Combine(path, "bin")).FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")))
        : null;

    /// <summary>A new server that runs.</summary>
    /// <param name="options">Options as <c>-c name=value</c>; by default it does not wait for the disk, which a killed process does no harm.</param>
    public static PostgresNode Start(string options = NoWait)
    {
        var node = new PostgresNode(options);
        Run("initdb", "-D", node.Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N");
        node.Start();
        return node;
    }

    /// <summary>A standby of this server that runs.</summary>
    /// <param name="options">More options, as <c>-c name=value</c>.</param>
    public PostgresNode StartStandby(string options = "")
    {
        var node = new PostgresNode($"{NoWait} {options}");
        Run("pg_basebackup", "-D", node.Data, "-R", "-X", "stream", "--checkpoint=fast", "-h", "127.0.0.1", "-p", Text(Port), "-U", "postgres");
        node.Start();
        return node;
    }

    /// <summary>From now on a commit waits for the standby.</summary>
    public void CommitOnStandbyToo() => Configure("ALTER SYSTEM SET synchronous_standby_names = '*'");

    /// <summary>From now on a commit waits for no standby.</summary>
    public void CommitAlone() => Configure("ALTER SYSTEM RESET synchronous_standby_names");

    /// <summary>Connection string of a database.</summary>
    public string Connection(string database, string host = "127.0.0.1") =>
        string.Create(CultureInfo.InvariantCulture, $"Host={host};Port={Port};Username=postgres;Database={database};Maximum Pool Size=20");

    /// <summary>Runs a statement.</summary>
    public void Execute(string database, string sql)
    {
        using var connection = Open(database);
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>A connection past the server's pools.</summary>
    public NpgsqlConnection Open(string database)
    {
        var connection = new NpgsqlConnection(Connection(database) + ";Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Stops at once, as a crash does, and starts again.</summary>
    public void Restart()
    {
        Stop();
        Start();
    }

    /// <summary>Stops at once, as a crash does.</summary>
    public void Stop()
    {
        Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        _runs = false;
    }

    /// <summary>Makes a standby the primary.</summary>
    public void Promote() => Run("pg_ctl", "-D", Data, "-w", "promote");

    public void Dispose()
    {
        if (_runs) Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private void Start()
    {
        Run("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=200 {_options}"), "start");
        _runs = true;
    }

    private void Configure(string sql)
    {
        Execute("postgres", sql);
        Execute("postgres", "SELECT pg_reload_conf()");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs ?? throw new InvalidOperationException("PostgreSQL is not installed: run dotnet run build/build.cs -- test as root, or apt-get install postgresql"), program);
        if (Environment.IsPrivilegedProcess) Execute("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Execute(path, arguments);
    }

    // Output is not taken: the server would keep the pipe open.
    private static void Execute(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
