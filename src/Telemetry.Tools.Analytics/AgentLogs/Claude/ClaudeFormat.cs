using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Claude Code: <c>projects/&lt;folder&gt;/&lt;session&gt;.jsonl</c> and the sub-agents' logs below.</summary>
internal sealed class ClaudeFormat : AgentFormat
{
    /// <inheritdoc/>
    public override string Source => AgentSource.Claude;

    /// <inheritdoc/>
    public override bool Wants(string path) =>
        EndsIn(path, ".jsonl") && Path.GetFileName(path) is not ("journal.jsonl" or "history.jsonl") && !IsBesideDesktopProjects(path.Replace('\\', '/'));

    // The desktop app keeps each session's home below this folder, and logs of its own beside the projects.
    private static bool IsBesideDesktopProjects(string path)
    {
        var start = path.IndexOf("/local-agent-mode-sessions/", StringComparison.Ordinal);
        return start >= 0 && !path.AsSpan(start).Contains("/projects/", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken) =>
        ReadLines(new ClaudeLogParser(file, projects, from?.Carry), handle, from, cancellationToken);
}
