using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>opencode: its databases, and <c>storage/message/&lt;session&gt;/msg_….json</c> of older versions, one message a file.</summary>
internal sealed class OpenCodeFormat : AgentFormat
{
    /// <inheritdoc/>
    public override string Source => AgentSource.OpenCode;

    /// <inheritdoc/>
    public override bool Wants(string path) =>
        OpenCodeDatabase.Is(path) || (EndsIn(path, ".json") && Path.GetFileName(path).StartsWith("msg_", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override IReadOnlyList<LogFile> Choose(IReadOnlyList<LogFile> files) => [.. files.Select(f => OpenCodeDatabase.Is(f.Path) ? AgentDatabase.WithCompanions(f) : f)];

    /// <inheritdoc/>
    public override FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken) =>
        OpenCodeDatabase.Is(file.Path) ? OpenCodeDatabase.Parse(file, projects, cancellationToken) : ReadDocument(file, new OpenCodeMessageParser(file, projects), handle);
}
