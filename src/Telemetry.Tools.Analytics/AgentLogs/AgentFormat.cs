using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>What the formats share: reading lines, and reading whole documents.</summary>
internal abstract class AgentFormat : IAgentFormat
{
    private const int LongestDocument = 64 * 1024 * 1024;

    /// <inheritdoc/>
    public abstract string Source { get; }

    /// <summary>The formats of agents.</summary>
    public static IReadOnlyList<IAgentFormat> All { get; } = [new ClaudeFormat(), new CodexFormat(), new CopilotFormat(), new GeminiFormat(), new OpenCodeFormat()];

    private static IReadOnlyList<IAgentFormat> Exports { get; } = [new CcusageFormat(), new LiteLlmFormat(), new LangfuseFormat()];

    /// <summary>The format of an agent, or of all of them.</summary>
    /// <exception cref="AnalyticsException">TEL2201: there is no such agent.</exception>
    public static IReadOnlyList<IAgentFormat> Of(string source)
    {
        if (source == "all") return All;
        if (!AgentSource.Exports.Contains(source)) AgentLocations.Of(source);
        return [.. All.Concat(Exports).Where(f => f.Source == source)];
    }

    /// <inheritdoc/>
    public abstract bool Wants(string path);

    /// <inheritdoc/>
    public virtual IReadOnlyList<LogFile> Choose(IReadOnlyList<LogFile> files) => files;

    /// <inheritdoc/>
    public abstract FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken);

    /// <summary>Reads the lines behind the last read's.</summary>
    protected static FileParse ReadLines(LogParser parser, SafeFileHandle handle, FileState? from, CancellationToken cancellationToken)
    {
        var linesBefore = from?.Lines ?? 0;
        var end = LogLineReader.Read(handle, from?.Offset ?? 0, linesBefore, parser, cancellationToken);
        var result = parser.Result;
        (result.Offset, result.LinesBefore, result.IsTorn) = (end.Offset, end.Lines, end.IsTorn);
        result.Lines = end.Lines - linesBefore;
        parser.Complete();
        return result;
    }

    /// <summary>Reads a file that is one document.</summary>
    protected static FileParse ReadDocument(LogFile file, LogParser parser, SafeFileHandle handle)
    {
        var result = parser.Result;
        result.Offset = RandomAccess.GetLength(handle);
        if (result.Offset > LongestDocument)
        {
            result.Reject(file.Path, 1, $"longer than {LongestDocument / (1024 * 1024)} MB");
            parser.Complete();
            return result;
        }

        var bytes = new byte[result.Offset];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), read) is > 0 and var count) read += count;
        var text = Trimmed(bytes.AsSpan(0, read));
        if (text.IsEmpty)
        {
            result.IsTorn = true;
        }
        else
        {
            result.Lines = 1;
            parser.Line(text, 1);
        }

        parser.Complete();
        return result;
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        return bytes.Trim(" \t\r\n\0"u8);
    }

    /// <summary>Whether the path ends in one of these.</summary>
    protected static bool EndsIn(string path, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
