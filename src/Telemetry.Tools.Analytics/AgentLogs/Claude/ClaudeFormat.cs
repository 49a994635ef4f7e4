using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Claude Code: <c>projects/&lt;folder&gt;/&lt;session&gt;.jsonl</c> and the sub-agents' logs below.</summary>
internal sealed class ClaudeFormat : AgentFormat
{
    /// <inheritdoc/>
    public override string Source => AgentSource.Claude;

    /// <inheritdoc/>
    public override bool Wants(string path) => EndsIn(path, ".jsonl") && Path.GetFileName(path) is not ("journal.jsonl" or "history.jsonl");

    /// <inheritdoc/>
    public override FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken) =>
        ReadLines(new ClaudeLogParser(file, projects, from?.Carry), handle, from, cancellationToken);
}
