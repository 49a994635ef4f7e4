using System.CommandLine;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>keys revoke</c>: a key that works no longer.</summary>
internal sealed class KeysRevokeCommand : ToolCommand
{
    private readonly Argument<string> _key = new("KEY") { Description = "Its id, or its name where only one is called so." };
    private readonly FormatOption _format;
    private readonly ServerOptions _server;

    public KeysRevokeCommand()
        : base("revoke", "Revokes a key; servers refuse it within two seconds.")
    {
        Add(_key);
        _format = new(this);
        _server = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry keys revoke ci"];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        return KeyOutput.ShowRevoked(new KeyAdministration(_server.SettingsOf(parsed, host)).Revoke(parsed.GetValue(_key)!), asJson, host);
    }
}
