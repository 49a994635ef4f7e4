using System.CommandLine;
using System.Text.Json;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>server backup</c>: the database of one moment, in a file.</summary>
internal sealed class ServerBackupCommand : ToolCommand
{
    private readonly Argument<string> _target = new("TARGET") { Description = "A new file; or a folder, which gets a file named by the time." };
    private readonly FormatOption _format;
    private readonly ServerOptions _server;

    public ServerBackupCommand()
        : base("backup", "Writes a backup of the database, while the server goes on.")
    {
        Add(_target);
        _format = new(this);
        _server = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry server backup /var/backups", "dotnet telemetry server backup before-upgrade.db"];

    public override IReadOnlyList<string> Notes => ["PostgreSQL needs pg_dump. Files of the archive and telemetry-server.json are not in it: copy them too."];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var file = new BackupAdministration(_server.SettingsOf(parsed, host)).Backup(host.FullPath(parsed.GetValue(_target)!));
        if (asJson) JsonAnswer.Write(host, json => WriteJson(json, file));
        else WriteText(file, host);
        return ExitCode.Ok;
    }

    private static void WriteText(FileInfo file, ToolHost host)
    {
        host.Out.WriteLine(SafeText.Of(file.FullName, 4096));
        host.Flush();
        host.Error.WriteLine($"{SizeText.Of(file.Length)}. Put it back: {Tool.Name} server restore FILE --data DIR");
    }

    private static void WriteJson(Utf8JsonWriter json, FileInfo file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.FullName);
        json.WriteNumber("bytes", file.Length);
        json.WriteEndObject();
    }
}
