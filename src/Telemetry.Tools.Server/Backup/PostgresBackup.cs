using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Telemetry.Tools.Server;

/// <summary>Backups of PostgreSQL by its own programs; they take the connection from the environment, so that no list of processes shows its password.</summary>
internal static partial class PostgresBackup
{
    public static void Write(string connection, string file) => PostgresProgram.Run("pg_dump", EnvironmentOf(connection), "--format=custom", "--no-owner", "--no-privileges", $"--file={file}");

    public static void Restore(string connection, string file, bool force)
    {
        var environment = EnvironmentOf(connection);
        PostgresProgram.Run("pg_restore", environment, "--list", "--file=/dev/null", file);
        if (HasData(connection) && !force) throw BackupAdministration.Overwrites("The database");
        if (force) Replace(environment, file);
        else PostgresProgram.Run("pg_restore", environment, "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", $"--dbname={environment["PGDATABASE"]}", file);
    }

    // What was there goes in the transaction that brings the backup: where that fails, it stays. (pg_restore's own --clean knows no partitions.)
    private static void Replace(Dictionary<string, string> environment, string file)
    {
        var script = Path.GetTempFileName();
        try
        {
            PostgresProgram.Run("pg_restore", environment, "--no-owner", "--no-privileges", $"--file={script}", file);
            PostgresProgram.Run("psql", environment, "--no-psqlrc", "--quiet", "--single-transaction", "--output=/dev/null", "--set=ON_ERROR_STOP=1", $"--command={DropAll()}", $"--file={script}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    // Ours only: whatever else is in the database stays.
    private static string DropAll() => string.Concat(Migrations.All.Prepend("CREATE TABLE schema_version").SelectMany(step => Created().Matches(step))
        .Select(match => $"DROP {match.Groups[1].Value} IF EXISTS {match.Groups[2].Value} CASCADE; "));

    [GeneratedRegex(@"CREATE (TABLE|VIEW) (\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Created();

    private static bool HasData(string text)
    {
        using var database = new PostgresDatabase(text, null);
        using var connection = database.OpenWrite();
        return connection.Scalar(null, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") > 0;
    }

    private static Dictionary<string, string> EnvironmentOf(string text)
    {
        var settings = new NpgsqlConnectionStringBuilder(text);
        var hosts = (settings.Host ?? "").Split(',').Select(host => host.Split(':')).ToList();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PGHOST"] = string.Join(',', hosts.Select(host => host[0])),
            ["PGPORT"] = string.Join(',', hosts.Select(host => host.Length > 1 ? host[1] : settings.Port.ToString(CultureInfo.InvariantCulture))),
            ["PGDATABASE"] = settings.Database ?? settings.Username ?? "",
            ["PGAPPNAME"] = "telemetry-backup",
        };
        if (hosts.Count > 1) environment["PGTARGETSESSIONATTRS"] = "read-write";
        if (settings.Username is { Length: > 0 } user) environment["PGUSER"] = user;
        if (settings.Password is { Length: > 0 } password) environment["PGPASSWORD"] = password;
        if (settings.Passfile is { Length: > 0 } passfile) environment["PGPASSFILE"] = passfile;
        if (settings.ShouldSerialize("SSL Mode")) environment["PGSSLMODE"] = SslModeOf(settings.SslMode);
        if (settings.RootCertificate is { Length: > 0 } root) environment["PGSSLROOTCERT"] = root;
        return environment;
    }

    private static string SslModeOf(SslMode mode) => mode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", _ => mode.ToString().ToLowerInvariant() };
}
