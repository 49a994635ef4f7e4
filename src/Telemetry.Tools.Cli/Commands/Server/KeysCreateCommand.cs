using System.CommandLine;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>keys create</c>: a new key, shown once.</summary>
internal sealed class KeysCreateCommand : ToolCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "What to call it." };
    private readonly Option<string> _tenant = new("--tenant") { HelpName = "TENANT", Description = "The tenant it belongs to; '*' for an operator of all.", DefaultValueFactory = _ => "default" };
    private readonly Option<string> _role = new("--role") { HelpName = "ROLE", Description = "writer (sends events), viewer (reads), editor (viewer, and exports and alerts), admin (all).", Required = true };
    private readonly FormatOption _format;
    private readonly ServerOptions _server;

    public KeysCreateCommand()
        : base("create", "A new key. Its text is shown this once; the server keeps only a digest.")
    {
        _role.AcceptOnlyFromAmong("writer", "viewer", "editor", "admin");
        Add(_name);
        Add(_tenant);
        Add(_role);
        _format = new(this);
        _server = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry keys create ci --tenant acme --role writer",
        "dotnet telemetry keys create boss --tenant '*' --role admin",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var made = new KeyAdministration(_server.SettingsOf(parsed, host)).Create(parsed.GetValue(_name)!, parsed.GetValue(_tenant)!, Enum.Parse<ServerRole>(parsed.GetValue(_role)!, ignoreCase: true));
        return KeyOutput.Show(made, _format.IsJson(parsed), host);
    }
}
