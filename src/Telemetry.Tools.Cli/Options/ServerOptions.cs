using System.CommandLine;
using System.Data.Common;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>--data</c> and <c>--database</c>: which server a command is about.</summary>
internal sealed class ServerOptions
{
    private static readonly string[] SecretWords = ["pass", "pwd", "psw"];

    private readonly Option<string?> _data = new("--data") { HelpName = "DIR", Description = "The server's folder: database and telemetry-server.json. Default: ~/.telemetry-server." };
    private readonly Option<string?> _database = new("--database") { HelpName = "CONNECTION", Description = "PostgreSQL instead of the folder's own database. With a password, better as TELEMETRY_SERVER__DATABASE: others see command lines." };

    public ServerOptions(Command command)
    {
        command.Add(_data);
        command.Add(_database);
    }

    /// <summary>The server's settings.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="host">Where the tool runs.</param>
    /// <param name="more">Further settings of the command line, by name.</param>
    public ServerSettings SettingsOf(ParseResult parsed, ToolHost host, params IEnumerable<(string Name, string? Value)> more)
    {
        var folder = host.FullPath(parsed.GetValue(_data) ?? Path.Combine(host.Surroundings.Home ?? ".", ".telemetry-server"));
        var commandLine = more.Append((Name: "database", Value: parsed.GetValue(_database))).Where(item => item.Value is not null).ToDictionary(item => item.Name, item => item.Value!, StringComparer.Ordinal);
        return SettingsReader.Read(folder, System.Environment.GetEnvironmentVariables(), commandLine) with { NamedBy = NamedBy(parsed, folder) };
    }

    // What another command needs, to be about the same server.
    private string NamedBy(ParseResult parsed, string folder)
    {
        var data = parsed.GetValue(_data) is null ? "" : $" --data {Quoted(folder)}";
        return parsed.GetValue(_database) is { } database ? $"{data} --database {Quoted(WithoutSecrets(database))}" : data;
    }

    private static string WithoutSecrets(string connection)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connection };
            foreach (var name in parts.Keys.Cast<string>().Where(IsSecret).ToList()) parts[name] = "…";
            return parts.ConnectionString;
        }
        catch (ArgumentException)
        {
            return "…";
        }
    }

    private static bool IsSecret(string name) => SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Quoted(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-:\\".Contains(letter, StringComparison.Ordinal)) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
