using System.Collections;

namespace Telemetry.Tools;

/// <summary>Who ran a build or a command: <c>human</c>, <c>ci</c>, or the name of a coding agent. Told from the presence of environment variables; their content is never recorded.</summary>
public static class Actor
{
    /// <summary>A person, as far as the environment tells.</summary>
    public const string Human = "human";

    /// <summary>A continuous-integration service.</summary>
    public const string ContinuousIntegration = "ci";

    // First match wins, so an agent that runs inside another one's editor is named before the editor.
    private static readonly (string Name, string[] Variables)[] Agents =
    [
        ("cowork", ["CLAUDE_CODE_IS_COWORK"]),
        ("claude", ["CLAUDECODE", "CLAUDE_CODE", "CLAUDE_CODE_ENTRYPOINT"]),
        ("cursor", ["CURSOR_EDITOR", "CURSOR_AI", "CURSOR_TRACE_ID", "CURSOR_AGENT"]),
        ("gemini", ["GEMINI_CLI"]),
        ("copilot-cli", ["COPILOT_CLI", "GITHUB_COPILOT_CLI_MODE", "GH_COPILOT_WORKING_DIRECTORY", "COPILOT_MODEL", "COPILOT_ALLOW_ALL", "COPILOT_GITHUB_TOKEN"]),
        ("copilot-vscode", ["AI_AGENT=github_copilot_vscode_agent", "COPILOT_AGENT"]),
        ("codex", ["CODEX_CLI", "CODEX_SANDBOX", "CODEX_CI", "CODEX_THREAD_ID"]),
        ("aider", ["OR_APP_NAME=Aider"]),
        ("plandex", ["OR_APP_NAME=plandex"]),
        ("openhands", ["OR_APP_NAME=openhands"]),
        ("amp", ["AMP_HOME"]),
        ("qwen", ["QWEN_CODE"]),
        ("droid", ["DROID_CLI"]),
        ("opencode", ["OPENCODE_AI"]),
        ("zed", ["ZED_ENVIRONMENT", "ZED_TERM"]),
        ("kimi", ["KIMI_CLI"]),
        ("goose", ["GOOSE_TERMINAL", "GOOSE_PROVIDER"]),
        ("cline", ["CLINE_TASK_ID"]),
        ("roo", ["ROO_CODE_TASK_ID"]),
        ("windsurf", ["WINDSURF_SESSION"]),
        ("replit", ["REPL_ID"]),
        ("augment", ["AUGMENT_AGENT"]),
        ("antigravity", ["ANTIGRAVITY_AGENT"]),
        ("generic", ["AGENT_CLI"]),
    ];

    private static readonly string[] Services =
        ["CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL", "TEAMCITY_VERSION", "BUILDKITE", "CIRCLECI", "TRAVIS", "APPVEYOR"];

    /// <summary>The actor that this process's environment tells of. An agent wins over a CI service.</summary>
    public static string Detect() => Detect(Environment.GetEnvironmentVariables());

    /// <summary>The actor that the given variables tell of.</summary>
    /// <param name="environment">Names and values of environment variables.</param>
    public static string Detect(IDictionary environment)
    {
        foreach (var (name, variables) in Agents)
        {
            if (Array.Exists(variables, variable => IsSet(environment, variable))) return name;
        }

        return Array.Exists(Services, variable => IsOn(environment, variable)) ? ContinuousIntegration : Human;
    }

    private static bool IsSet(IDictionary environment, string variable)
    {
        var equals = variable.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) return environment[variable] is string { Length: > 0 };
        return environment[variable[..equals]] is string value && value.Equals(variable[(equals + 1)..], StringComparison.OrdinalIgnoreCase);
    }

    // CI=false is how people switch CI behaviour off by hand.
    private static bool IsOn(IDictionary environment, string variable) =>
        environment[variable] is string { Length: > 0 } value && value is not "0" && !value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
