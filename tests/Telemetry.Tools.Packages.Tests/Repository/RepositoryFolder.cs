using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Packages.Tests;

/// <summary>Where this repository stands on this machine.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    public static string Packages => Path.Combine(Root, "artifacts", "packages");

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find([CallerFilePath] string path = "")
    {
        var folder = Path.GetDirectoryName(File.Exists(path) ? path : AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Telemetry.Tools.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests must run from a checkout of the repository.");
    }
}
