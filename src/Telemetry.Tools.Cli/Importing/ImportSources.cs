using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>What can be imported.</summary>
internal static class ImportSources
{
    /// <summary>All agents at once.</summary>
    public const string All = "all";

    /// <summary>The names in the order of the help page.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. AgentSource.All, All, .. AgentSource.Exports, .. SystemSource.All.Select(system => system.Name), "jsonl", "csv"];

    /// <summary>Whether it is a coding agent, or all of them.</summary>
    public static bool IsAgent(string source) => source == All || AgentSource.All.Contains(source);

    /// <summary>Whether its events go into <c>llm-usage</c>.</summary>
    public static bool IsUsage(string source) => IsAgent(source) || AgentSource.Exports.Contains(source);

    /// <summary>Whether it is known where its files are.</summary>
    private static bool HasPlaces(string source) => IsAgent(source) || SystemSource.Find(source) is { Places.Count: > 0 };

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ToolException">No such source, or its paths are missing.</exception>
    public static void Require(string source, int paths, string? stream)
    {
        if (!Names.Contains(source))
        {
            throw ToolException.Usage(
                $"'{source}' cannot be imported.{DidYouMean.Sentence(source, Names)}", $"Sources: {string.Join(' ', Names)}");
        }

        if (source == All && paths > 0) throw ToolException.Usage("'all' looks at each agent's own places and takes no path.", $"Name the agent: {Tool.Name} import claude PATH");
        if (paths == 0 && !HasPlaces(source)) throw ToolException.Usage("name the files to import.", $"Example: {Tool.Name} import {source} PATH");
        if (stream is not null && source is not ("jsonl" or "csv")) throw ToolException.Usage($"--stream goes with jsonl and csv; {source} has a stream of its own.");
    }
}
