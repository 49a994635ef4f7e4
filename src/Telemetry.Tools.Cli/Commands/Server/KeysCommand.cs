using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>keys</c>: the commands about the server's keys.</summary>
internal sealed class KeysCommand : ToolCommand
{
    public const string Summary = "Makes, lists, revokes and replaces the server's keys.";

    public KeysCommand()
        : base("keys", Summary)
    {
        Add(new KeysCreateCommand());
        Add(new KeysListCommand());
        Add(new KeysRevokeCommand());
        Add(new KeysRotateCommand());
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry keys create ci --tenant acme --role writer",
        "dotnet telemetry keys list",
        "dotnet telemetry keys revoke ci",
    ];

    public override IReadOnlyList<string> Notes => ["A running server sees a change within two seconds."];

    public override int Execute(ParseResult parsed, ToolHost host) =>
        throw ToolException.Usage($"name one of: {string.Join(' ', Subcommands.Select(command => command.Name))}.", $"See: {Tool.Name} keys --help");
}
