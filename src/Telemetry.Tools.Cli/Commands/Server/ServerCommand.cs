using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>server</c>: what is done with the server's data, beside a running server or without one.</summary>
internal sealed class ServerCommand : ToolCommand
{
    public const string Summary = "Looks after the server's data: retention, backfill, backup and restore.";

    public ServerCommand()
        : base("server", Summary)
    {
        Add(new ServerRetentionCommand());
        Add(new ServerBackfillCommand());
        Add(new ServerBackupCommand());
        Add(new ServerRestoreCommand());
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry server retention --dry-run", "dotnet telemetry server backfill --start 2026-11-01 --end 2026-11-30", "dotnet telemetry server backup /var/backups"];

    public override IReadOnlyList<string> Notes => ["The same settings hold as for serve: --data, TELEMETRY_SERVER__NAME, telemetry-server.json in the folder."];

    public override int Execute(ParseResult parsed, ToolHost host) =>
        throw ToolException.Usage($"name one of: {string.Join(' ', Subcommands.Select(command => command.Name))}.", $"See: {Tool.Name} server --help");
}
