using System.Globalization;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>A home folder with agents' logs and a store beside it, both temporary.</summary>
internal sealed class AgentWorld : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("agents").FullName;
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public AgentWorld()
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(StoreRoot);
        File.WriteAllText(Path.Combine(StoreRoot, "enabled"), "");
    }

    public string Home => Path.Combine(_root, "home");

    public string StoreRoot => Path.Combine(_root, "store");

    public string StatePath => Path.Combine(StoreRoot, ".import", "agents.state");

    public AgentEnvironment Environment => new(Home, name => _variables.GetValueOrDefault(name));

    public AgentWorld Set(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    public string Write(string path, params string[] lines) => WriteText(path, string.Concat(lines.Select(l => l + "\n")));

    public string WriteText(string path, string text)
    {
        var full = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public void Append(string path, string text)
    {
        using var file = new FileStream(Path.Combine(Home, path), FileMode.Open, FileAccess.Write);
        file.Seek(0, SeekOrigin.End);
        file.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }

    public ImportResult Import(string source, params string[] paths)
    {
        using var store = Open();
        return AgentLogImporter.Import(store, new AgentImportRequest(source, paths, null, Environment));
    }

    /// <summary>Imports lines as one log of the agent, in its default place.</summary>
    public ImportResult ImportLines(string source, params string[] lines)
    {
        Write(
            source switch
            {
                AgentSource.Claude => ".claude/projects/-work-shop/s1.jsonl",
                AgentSource.Codex => ".codex/sessions/2026/05/01/rollout-s1.jsonl",
                AgentSource.Copilot => ".copilot/session-state/s1/events.jsonl",
                _ => ".gemini/tmp/shop/chats/session-s1.jsonl",
            },
            lines);
        return Import(source);
    }

    public IReadOnlyList<LlmUsage> Usage()
    {
        using var store = Open();
        return [.. store.Read<LlmUsage>()];
    }

    public TokenCounts Total() => Usage().Aggregate(default(TokenCounts), (sum, usage) => sum + UsageEvents.TokensOf(usage));

    public EventStore Open() => EventStore.Open(new EventStoreOptions(StoreRoot));

    public static string Time(double seconds) =>
        new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        foreach (var folder in Directory.EnumerateDirectories(_root, "*", SearchOption.TopDirectoryOnly))
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.Delete(_root, recursive: true);
    }
}
