namespace Telemetry.Tools.Analytics;

/// <summary>Names of the agents whose logs are read; also the value of <c>source</c> in what is imported.</summary>
public static class AgentSource
{
    /// <summary>Claude Code.</summary>
    public const string Claude = "claude";

    /// <summary>OpenAI Codex CLI.</summary>
    public const string Codex = "codex";

    /// <summary>GitHub Copilot CLI.</summary>
    public const string Copilot = "copilot";

    /// <summary>Gemini CLI.</summary>
    public const string Gemini = "gemini";

    /// <summary>opencode.</summary>
    public const string OpenCode = "opencode";

    /// <summary>All of them: <c>import all</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [Claude, Codex, Copilot, Gemini, OpenCode];

    /// <summary>JSON reports of ccusage.</summary>
    public const string Ccusage = "ccusage";

    /// <summary>CSV exports of LiteLLM.</summary>
    public const string LiteLlm = "litellm";

    /// <summary>CSV exports of Langfuse.</summary>
    public const string Langfuse = "langfuse";

    /// <summary>What other tools exported: they have no place of their own, so that a path is always named.</summary>
    public static IReadOnlyList<string> Exports { get; } = [Ccusage, LiteLlm, Langfuse];
}
