using System.CommandLine;
using System.Text.Json;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>server restore</c>: a backup in the place of the database.</summary>
internal sealed class ServerRestoreCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The backup." };
    private readonly Flag _force = new("--force") { Description = "Replace a database that is there. An embedded one is set aside under a name with the time." };
    private readonly FormatOption _format;
    private readonly ServerOptions _server;

    public ServerRestoreCommand()
        : base("restore", "Puts a backup in the place of the database; no server may run on it.")
    {
        Add(_file);
        Add(_force);
        _format = new(this);
        _server = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry server restore telemetry-20261121T030000Z.db --data /var/lib/telemetry"];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var (settings, file) = (_server.SettingsOf(parsed, host), host.FullPath(parsed.GetValue(_file)!));
        new BackupAdministration(settings).Restore(file, _force.IsIn(parsed));
        if (asJson) JsonAnswer.Write(host, json => WriteJson(json, file, settings));
        else host.Error.WriteLine($"Restored. Next: {Tool.Name} serve");
        return ExitCode.Ok;
    }

    private static void WriteJson(Utf8JsonWriter json, string file, ServerSettings settings)
    {
        json.WriteStartObject();
        json.WriteBoolean("restored", true);
        json.WriteString("file", file);
        json.WriteString("data", settings.DataFolder);
        json.WriteEndObject();
    }
}
