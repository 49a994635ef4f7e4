using System.CommandLine;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>keys rotate</c>: a new key in the place of an old one.</summary>
internal sealed class KeysRotateCommand : ToolCommand
{
    private readonly Argument<string> _key = new("KEY") { Description = "Id of the old key, or its name where only one is called so." };
    private readonly FormatOption _format;
    private readonly ServerOptions _server;

    public KeysRotateCommand()
        : base("rotate", "Revokes a key and makes one with its name, tenant and role.")
    {
        Add(_key);
        _format = new(this);
        _server = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry keys rotate ci"];

    public override int Execute(ParseResult parsed, ToolHost host) =>
        KeyOutput.Show(new KeyAdministration(_server.SettingsOf(parsed, host)).Rotate(parsed.GetValue(_key)!), _format.IsJson(parsed), host);
}
