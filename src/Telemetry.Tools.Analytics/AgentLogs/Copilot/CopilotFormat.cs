using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Copilot CLI: its database, its OpenTelemetry files and <c>session-state/&lt;id&gt;/events.jsonl</c>, read in this order: the first that tells of a session says most.</summary>
internal sealed class CopilotFormat : AgentFormat
{
    /// <inheritdoc/>
    public override string Source => AgentSource.Copilot;

    /// <inheritdoc/>
    public override bool Wants(string path) => EndsIn(path, ".jsonl") || CopilotDatabase.Is(path);

    /// <inheritdoc/>
    public override IReadOnlyList<LogFile> Choose(IReadOnlyList<LogFile> files) =>
        [.. files.Select(f => CopilotDatabase.Is(f.Path) ? AgentDatabase.WithCompanions(f) : f).OrderBy(f => CopilotDatabase.Is(f.Path) ? 0 : IsEvents(f) ? 2 : 1)];

    /// <inheritdoc/>
    public override FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken) =>
        CopilotDatabase.Is(file.Path) ? CopilotDatabase.Parse(file, projects, cancellationToken)
        : IsEvents(file)
            ? ReadLines(new CopilotEventsParser(file, projects, from?.Carry), handle, from, cancellationToken)
            : ReadLines(new CopilotOtelParser(file, projects), handle, null, cancellationToken);

    private static bool IsEvents(LogFile file)
    {
        if (file.Name.Contains("events", StringComparison.OrdinalIgnoreCase)) return true;
        return !file.Path.Contains("otel", StringComparison.OrdinalIgnoreCase) && !HoldsSpans(file.Path);
    }

    private static bool HoldsSpans(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var head = new char[4096];
            var text = head.AsSpan(0, reader.ReadBlock(head, 0, head.Length));
            return text.Contains("traceId", StringComparison.Ordinal) || text.Contains("trace_id", StringComparison.Ordinal) || text.Contains("resourceSpans", StringComparison.Ordinal);
        }
        catch (Exception error) when (LogFileFinder.IsFileProblem(error))
        {
            return false;
        }
    }
}
