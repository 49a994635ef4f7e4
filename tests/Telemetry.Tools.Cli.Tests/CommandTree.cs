using System.CommandLine;

namespace Telemetry.Tools.Cli.Tests;

/// <summary>All commands of the tool with their words, whatever they are below.</summary>
internal static class CommandTree
{
    public static IEnumerable<(string[] Path, ToolCommand Command)> All() => CommandCatalog.Entries.SelectMany(entry => From([], entry.Create()));

    /// <summary>Those that do something themselves, rather than only holding others.</summary>
    public static IEnumerable<(string[] Path, ToolCommand Command)> Doing() => All().Where(item => item.Command.Subcommands.Count == 0 || item.Command.Action is not null);

    private static IEnumerable<(string[] Path, ToolCommand Command)> From(string[] above, ToolCommand command)
    {
        string[] path = [.. above, command.Name];
        yield return (path, command);
        foreach (var inner in command.Subcommands.Cast<ToolCommand>().SelectMany(inner => From(path, inner))) yield return inner;
    }
}
