using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>The kind of a sub-agent, from the small file that Claude Code writes beside the sub-agent's log.</summary>
internal static class ClaudeAgentType
{
    private const int Longest = 64 * 1024;

    /// <summary>The kind, or <see langword="null"/> where the file is not there or does not say.</summary>
    public static string? Of(string logPath)
    {
        var path = Path.ChangeExtension(logPath, ".meta.json");
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists || info.Length > Longest) return null;
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("agentType", out var type) && type.ValueKind == JsonValueKind.String
                ? type.GetString()
                : null;
        }
        catch (Exception error) when (LogFileFinder.IsFileProblem(error) || error is JsonException)
        {
            return null;
        }
    }
}
