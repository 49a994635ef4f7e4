using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>--store DIR</c>: which store, instead of the one that applies here.</summary>
internal sealed class StoreOption
{
    private readonly Option<string?> _path = new("--store")
    {
        HelpName = "DIR",
        Description = "Use the store in this folder instead of the one that applies here.",
    };

    public StoreOption(Command command) => command.Add(_path);

    /// <summary>The folder that was named, absolute, or <see langword="null"/>.</summary>
    public string? Of(ParseResult parsed, ToolHost host) => parsed.GetValue(_path) switch
    {
        null => null,
        "" => throw ToolException.Usage("--store needs a folder.", "Leave it out to use the store that applies here: dotnet telemetry status"),
        var path => host.FullPath(path),
    };
}
