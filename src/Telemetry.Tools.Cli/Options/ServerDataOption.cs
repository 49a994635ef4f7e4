using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>--data</c>: the server's folder.</summary>
internal sealed class ServerDataOption
{
    private readonly Option<string?> _data = new("--data") { HelpName = "DIR", Description = "The server's folder: database and telemetry-server.json. Default: ~/.telemetry-server." };

    public ServerDataOption(Command command) => command.Add(_data);

    /// <summary>The folder, absolute.</summary>
    public string Of(ParseResult parsed, ToolHost host) =>
        host.FullPath(parsed.GetValue(_data) ?? Path.Combine(host.Surroundings.Home ?? ".", ".telemetry-server"));
}
