using System.CommandLine;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>keys list</c>: the keys, without their secrets.</summary>
internal sealed class KeysListCommand : ToolCommand
{
    private readonly FormatOption _format;
    private readonly ServerOptions _server;

    public KeysListCommand()
        : base("list", "The keys, newest first, without their secrets.")
    {
        _format = new(this);
        _server = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry keys list"];

    public override int Execute(ParseResult parsed, ToolHost host) =>
        KeyOutput.Show(new KeyAdministration(_server.SettingsOf(parsed, host)).List(), _format.IsJson(parsed), host);
}
