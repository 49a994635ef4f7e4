using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary>Finds schema files: those of a folder, and the one of a stream near the user.</summary>
internal static class SchemaFiles
{
    /// <summary>What a schema file's name ends with.</summary>
    public const string Ending = ".telemetry.json";

    private static readonly string[] PassedOver = ["bin", "obj", "artifacts", "node_modules", ".git"];

    /// <summary>The schema file of a stream in the current folder or above it, up to the repository's root.</summary>
    public static string? Find(string stream, ToolHost host)
    {
        var root = host.Surroundings.FindRepository() ?? host.Surroundings.CurrentDirectory;
        for (var folder = host.Surroundings.CurrentDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (In(folder).FirstOrDefault(file => IsOf(file, stream)) is { } found) return found;
            if (folder == root) return null;
        }

        return null;
    }

    /// <summary>All schema files below a folder, without those that a build put there.</summary>
    public static IEnumerable<string> Below(string folder)
    {
        foreach (var file in In(folder)) yield return file;
        foreach (var inner in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (PassedOver.Contains(Path.GetFileName(inner)) || IsLink(inner)) continue;
            foreach (var file in Below(inner)) yield return file;
        }
    }

    private static IEnumerable<string> In(string folder) => Directory.EnumerateFiles(folder, "*" + Ending).Order(StringComparer.Ordinal);

    private static bool IsLink(string folder) => (File.GetAttributes(folder) & FileAttributes.ReparsePoint) != 0;

    private static bool IsOf(string file, string stream)
    {
        if (Path.GetFileName(file) == stream + Ending) return true;
        return SchemaParser.Parse(File.ReadAllText(file), file).Document?.Stream == stream;
    }
}
