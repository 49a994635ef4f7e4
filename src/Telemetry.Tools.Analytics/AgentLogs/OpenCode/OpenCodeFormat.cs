using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>opencode: <c>storage/message/&lt;session&gt;/msg_….json</c>, one message a file.</summary>
internal sealed class OpenCodeFormat : AgentFormat
{
    /// <inheritdoc/>
    public override string Source => AgentSource.OpenCode;

    /// <inheritdoc/>
    public override bool Wants(string path) => EndsIn(path, ".json") && Path.GetFileName(path).StartsWith("msg_", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken) =>
        ReadDocument(file, new OpenCodeMessageParser(file, projects), handle);
}
