namespace Telemetry.Tools.Analytics;

/// <summary>What <c>import claude|codex|copilot|gemini|opencode|all [PATH …]</c> is asked for.</summary>
/// <param name="Source">One of <see cref="AgentSource.All"/>, or <c>all</c>.</param>
/// <param name="Paths">Files or folders; <see langword="null"/> or empty = where the agent keeps its logs by default. Not with <c>all</c>.</param>
/// <param name="Prices">Prices for the cost; <see langword="null"/> = the built-in table with the store's override.</param>
/// <param name="Environment">Home folder and variables; <see langword="null"/> = the process's own.</param>
public sealed record AgentImportRequest(
    string Source, IReadOnlyList<string>? Paths = null, PriceLookup? Prices = null, AgentEnvironment? Environment = null);
