namespace Telemetry.Tools.Cli;

/// <summary>Ways through the file system.</summary>
internal static class Folders
{
    /// <summary>A folder, the one above it, and so on to the root.</summary>
    public static IEnumerable<string> Upwards(string folder)
    {
        for (var current = Path.GetFullPath(folder); current is not null; current = Path.GetDirectoryName(current)) yield return current;
    }
}
