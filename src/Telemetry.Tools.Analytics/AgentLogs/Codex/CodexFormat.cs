using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Codex CLI: <c>sessions/YYYY/MM/DD/rollout-….jsonl</c> and <c>archived_sessions</c>.</summary>
internal sealed class CodexFormat : AgentFormat
{
    /// <inheritdoc/>
    public override string Source => AgentSource.Codex;

    /// <inheritdoc/>
    public override bool Wants(string path) => EndsIn(path, ".jsonl");

    /// <summary>A session that is there and archived counts once: the active log wins.</summary>
    public override IReadOnlyList<LogFile> Choose(IReadOnlyList<LogFile> files)
    {
        var active = files.Where(f => !IsArchived(f)).Select(Identity).ToHashSet(StringComparer.Ordinal);
        return [.. files.Where(f => !IsArchived(f) || !active.Contains(Identity(f)))];
    }

    /// <inheritdoc/>
    public override FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken) =>
        ReadLines(new CodexLogParser(file, projects, from?.Carry), handle, from, cancellationToken);

    private static bool IsArchived(LogFile file) => file.Path.Replace('\\', '/').Contains("/archived_sessions/", StringComparison.Ordinal);

    // Archiving drops the folders of the date, and the name of a rollout is unique without them.
    private static string Identity(LogFile file) =>
        file.Name.StartsWith("rollout-", StringComparison.Ordinal) ? file.Name : file.Relative;
}
