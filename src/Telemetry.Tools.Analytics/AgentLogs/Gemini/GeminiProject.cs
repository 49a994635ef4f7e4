namespace Telemetry.Tools.Analytics;

/// <summary>The project of a chat file: Gemini CLI keeps chats in <c>tmp/&lt;hash or name&gt;/chats</c>, newer versions beside a file that names the folder.</summary>
internal static class GeminiProject
{
    /// <summary>The project's name, or <see langword="null"/> where only a hash is known.</summary>
    public static string? Of(LogFile file, ProjectNames projects)
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(file.Path));
        if (folder is null || Path.GetFileName(Path.GetDirectoryName(file.Path)) != "chats") return null;
        return Named(Path.Combine(folder, ".project_root"), projects) ?? Plain(Path.GetFileName(folder));
    }

    private static string? Named(string path, ProjectNames projects)
    {
        try
        {
            return File.Exists(path) ? projects.Of(File.ReadLines(path).FirstOrDefault()?.Trim()) : null;
        }
        catch (Exception error) when (LogFileFinder.IsFileProblem(error))
        {
            return null;
        }
    }

    private static string? Plain(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigit) || name.Length == 0 ? null : name;
}
