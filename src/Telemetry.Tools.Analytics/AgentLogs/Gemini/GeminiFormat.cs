using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Gemini CLI: <c>tmp/&lt;project&gt;/chats/session-….json</c> or <c>.jsonl</c>.</summary>
internal sealed class GeminiFormat : AgentFormat
{
    /// <inheritdoc/>
    public override string Source => AgentSource.Gemini;

    /// <inheritdoc/>
    public override bool Wants(string path) =>
        EndsIn(path, ".jsonl", ".json") && Path.GetFileName(path) is not ("logs.json" or "settings.json" or "package.json");

    /// <inheritdoc/>
    public override FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken)
    {
        var parser = new GeminiLogParser(file, projects);
        return EndsIn(file.Name, ".jsonl") ? ReadLines(parser, handle, null, cancellationToken) : ReadDocument(file, parser, handle);
    }
}
