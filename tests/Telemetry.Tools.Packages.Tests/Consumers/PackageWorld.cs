using System.Diagnostics;
using Telemetry.Tools.TestSupport;

namespace Telemetry.Tools.Packages.Tests;

/// <summary>
/// A folder that knows nothing of this repository: own HOME, own store, own package cache, and the packed packages as a feed.
/// A sample's files are given as text, so that a test shows all that it builds.
/// </summary>
internal sealed class PackageWorld : IDisposable
{
    private static readonly Lazy<string> InstalledTool = new(InstallTool);

    public PackageWorld()
    {
        Folder = Directory.CreateTempSubdirectory("telemetry-package-test-").FullName;
        Home = Directory.CreateDirectory(Path.Combine(Folder, "home")).FullName;
        Sample = Directory.CreateDirectory(Path.Combine(Folder, "sample")).FullName;
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{RequirePackages()}" />
              </packageSources>
            </configuration>
            """);
    }

    public string Folder { get; }

    public string Home { get; }

    public string Sample { get; }

    /// <summary>The store that applies where nothing else is said.</summary>
    public string Store => Path.Combine(Home, ".telemetry");

    /// <summary>The installed tool's program; installed once for all tests.</summary>
    public static string Tool => InstalledTool.Value;

    public string Write(string relativePath, string text)
    {
        var path = Path.Combine(Sample, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void GiveConsent()
    {
        Directory.CreateDirectory(Store);
        File.WriteAllText(Path.Combine(Store, "enabled"), "");
    }

    /// <summary>The lines of a stream's active segment, or none.</summary>
    public string[] Lines(string stream, string? file = null)
    {
        var path = Path.Combine(Store, stream, file ?? stream + ".jsonl");
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }

    public ProgramResult Dotnet(params string[] arguments) => Run("dotnet", arguments);

    public ProgramResult Telemetry(params string[] arguments) => Run(Tool, arguments);

    public ProgramResult Run(string program, params string[] arguments) => Run(program, arguments, Sample, Home);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static ProgramResult Run(string program, string[] arguments, string folder, string home)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList()) start.Environment.Remove(name);
        start.Environment["HOME"] = home;
        start.Environment["NUGET_PACKAGES"] = RepositoryFolder.PathTo("artifacts", "nuget");
        QuietSdk.Apply(start);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output, error.Result);
    }

    /// <summary>Variables that decide about consent, the actor, or the build that runs these tests.</summary>
    private static bool IsOurs(string name) =>
        name is "DO_NOT_TRACK" or "CI" or "TELEMETRY" or "MSBuildSDKsPath" or "MSBuildExtensionsPath" or "MSBUILD_EXE_PATH"
        || name.StartsWith("TELEMETRY_", StringComparison.Ordinal) || name.StartsWith("MSBuildLoadMicrosoftTargetsReadOnly", StringComparison.Ordinal);

    private static string RequirePackages() =>
        Directory.Exists(RepositoryFolder.Packages) && Directory.GetFiles(RepositoryFolder.Packages, "*.nupkg").Length > 0
            ? RepositoryFolder.Packages
            : throw new InvalidOperationException("There are no packages: run 'dotnet run build/build.cs -- pack' first.");

    private static string InstallTool()
    {
        var folder = RepositoryFolder.PathTo("artifacts", "package-tests", "tool");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var home = Directory.CreateTempSubdirectory("telemetry-tool-install-").FullName;
        try
        {
            var install = Run("dotnet", ["tool", "install", "--tool-path", folder, "--add-source", RequirePackages(), "dotnet-telemetry"], home, home);
            install.ExitCode.ShouldBe(0, install.ToString());
            return Path.Combine(folder, "dotnet-telemetry");
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}

/// <summary>What a program said and how it ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";

    public ProgramResult ShouldSucceed()
    {
        ExitCode.ShouldBe(0, ToString());
        return this;
    }
}
