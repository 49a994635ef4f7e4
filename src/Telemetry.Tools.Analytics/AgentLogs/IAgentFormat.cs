using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>How the logs of one agent are found and read.</summary>
internal interface IAgentFormat
{
    /// <summary>The agent; see <see cref="AgentSource"/>.</summary>
    string Source { get; }

    /// <summary>Whether a file below one of the agent's folders is a log with usage, by its path.</summary>
    bool Wants(string path);

    /// <summary>Leaves out files that repeat others as wholes.</summary>
    IReadOnlyList<LogFile> Choose(IReadOnlyList<LogFile> files);

    /// <summary>Reads a file, from where the last read ended.</summary>
    FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken);
}
