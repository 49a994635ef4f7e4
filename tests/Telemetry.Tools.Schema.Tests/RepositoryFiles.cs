using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Schema.Tests;

/// <summary>Finds files of the repository that the tests were built from.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot(Here());

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string[] Schemas() => Directory.GetFiles(PathOf("src", "Telemetry.Tools", "Schemas"), "*.telemetry.json");

    private static string FindRoot(string start)
    {
        var folder = Path.GetDirectoryName(start);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Telemetry.Tools.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The repository was not found.");
    }

    private static string Here([CallerFilePath] string path = "") => File.Exists(path) ? path : AppContext.BaseDirectory;
}
