namespace Telemetry.Tools;

/// <summary>What a store looks at outside its folder, so that a test or a host can put something else in its place.</summary>
/// <param name="Variable">Value of an environment variable, or <see langword="null"/>.</param>
/// <param name="Home">The user's home folder, absolute; <see langword="null"/> where there is none.</param>
/// <param name="CurrentDirectory">Where relative paths and the search for a repository start.</param>
public sealed record StoreEnvironment(Func<string, string?> Variable, string? Home, string CurrentDirectory)
{
    /// <summary>The user's own store; <see langword="null"/> where there is no home folder.</summary>
    public string? UserStore => Home is null ? null : Path.Combine(Home, ".telemetry");

    /// <summary>The running process.</summary>
    public static StoreEnvironment OfProcess() => new(Environment.GetEnvironmentVariable, HomeFolder(), WorkingFolder());

    /// <summary>The nearest folder upwards that holds <c>.git</c>, as a folder or (in a worktree) as a file.</summary>
    /// <param name="startDirectory">Where to start; <see langword="null"/> = <see cref="CurrentDirectory"/>.</param>
    public string? FindRepository(string? startDirectory = null)
    {
        for (var folder = Absolute(startDirectory ?? "."); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git"))) return folder;
        }

        return null;
    }

    /// <summary>A path made absolute, without a separator at its end (which would make the system follow a link).</summary>
    internal string Absolute(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, CurrentDirectory));

    private static string? HomeFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return Path.IsPathFullyQualified(home) ? home : null;
    }

    private static string WorkingFolder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            // The folder was deleted under the process.
            return Path.GetPathRoot(Path.GetTempPath())!;
        }
    }
}
