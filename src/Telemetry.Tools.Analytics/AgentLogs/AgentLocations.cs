namespace Telemetry.Tools.Analytics;

/// <summary>Where each agent keeps its logs by default.</summary>
public static class AgentLocations
{
    /// <summary>The places of an agent, whether they exist or not: folders that are walked, or single files.</summary>
    /// <param name="source">One of <see cref="AgentSource.All"/>.</param>
    /// <param name="environment">Home folder and variables.</param>
    /// <exception cref="AnalyticsException">TEL2201: there is no such agent.</exception>
    public static IReadOnlyList<string> Of(string source, AgentEnvironment? environment = null)
    {
        var env = environment ?? AgentEnvironment.Current;
        return source switch
        {
            AgentSource.Claude => Claude(env),
            AgentSource.Codex => Codex(env),
            AgentSource.Copilot => Copilot(env),
            AgentSource.Gemini => [Path.Combine(env.Get("GEMINI_CLI_HOME") is { } home ? Path.Combine(home, ".gemini") : env.InHome(".gemini"), "tmp")],
            AgentSource.OpenCode => OpenCode(env),
            _ => throw new AnalyticsException(
                UsageDiagnostics.UnknownAgent,
                $"There is no agent '{source}'.{Suggestion.For(source, AgentSource.All)} Known: {string.Join(", ", AgentSource.All)}, all.",
                "dotnet telemetry import all"),
        };
    }

    private static List<string> Claude(AgentEnvironment env)
    {
        var roots = env.Get("CLAUDE_CONFIG_DIR") is { } listed
            ? [.. listed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(env.Expand)]
            : new List<string> { Path.Combine(env.Get("XDG_CONFIG_HOME") ?? env.InHome(".config"), "claude"), env.InHome(".claude") };
        var places = new List<string>();
        foreach (var root in roots)
        {
            // The variable may name the folder of projects itself.
            if (Path.GetFileName(root.TrimEnd('/', '\\')) == "projects") places.Add(root);
            places.Add(Path.Combine(root, "projects"));
            places.Add(Path.Combine(root, "transcripts"));
        }

        places.AddRange(DesktopRoots(env).Select(root => Path.Combine(root, "Claude", "local-agent-mode-sessions")));
        return [.. places.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> DesktopRoots(AgentEnvironment env)
    {
        yield return env.InHome("Library", "Application Support");
        if (env.Get("APPDATA") is { } roaming) yield return roaming;
        yield return env.Get("XDG_CONFIG_HOME") ?? env.InHome(".config");
    }

    private static List<string> Codex(AgentEnvironment env)
    {
        var roots = env.Get("CODEX_HOME") is { } listed
            ? listed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(env.Expand)
            : [env.InHome(".codex")];
        return [.. roots.SelectMany(root => new[] { Path.Combine(root, "sessions"), Path.Combine(root, "archived_sessions") })];
    }

    private static List<string> Copilot(AgentEnvironment env)
    {
        var root = env.Get("COPILOT_HOME") is { } home ? env.Expand(home) : env.InHome(".copilot");
        List<string> places = [Path.Combine(root, CopilotDatabase.FileName), Path.Combine(root, "session-state"), Path.Combine(root, "otel")];
        if (env.Get("COPILOT_OTEL_FILE_EXPORTER_PATH") is { } file) places.Add(env.Expand(file));
        return places;
    }

    private static List<string> OpenCode(AgentEnvironment env)
    {
        var data = env.Get("OPENCODE_DATA_DIR") is { } own ? env.Expand(own) : Path.Combine(env.Get("XDG_DATA_HOME") ?? env.InHome(".local", "share"), "opencode");
        return [.. OpenCodeDatabase.FilesIn(data), Path.Combine(data, "storage", "message")];
    }
}
