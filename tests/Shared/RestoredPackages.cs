namespace Telemetry.Tools.TestSupport;

/// <summary>Where this repository's own build restored packages to.</summary>
internal static class RestoredPackages
{
    /// <summary>The folder of NUGET_PACKAGES, else the user's.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
