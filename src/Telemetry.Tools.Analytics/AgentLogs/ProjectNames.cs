using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Telemetry.Tools.Analytics;

/// <summary>The name of the repository's folder for a working directory: all that is kept of a path. Safe for use by several threads.</summary>
internal sealed partial class ProjectNames
{
    private readonly ConcurrentDictionary<string, string?> _names = new(StringComparer.Ordinal);

    /// <summary>The name, or <see langword="null"/> where there is no folder to name.</summary>
    public string? Of(string? folder) => string.IsNullOrWhiteSpace(folder) ? null : _names.GetOrAdd(folder, Find);

    private static string? Find(string folder)
    {
        // A repository that is still there knows its root; of one that is gone, or of another machine, only the folder is known.
        return (Path.IsPathFullyQualified(folder) ? Repository(folder) : null) ?? LastSegment(folder);
    }

    private static string? Repository(string folder)
    {
        try
        {
            for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            {
                var git = Path.Combine(current.FullName, ".git");
                if (Directory.Exists(git)) return current.Name;
                if (File.Exists(git)) return Worktree(git) ?? current.Name;
            }
        }
        catch (Exception error) when (LogFileFinder.IsFileProblem(error) || error is ArgumentException)
        {
            return null;
        }

        return null;
    }

    // "gitdir: /src/shop/.git/worktrees/fix" belongs to the repository "shop".
    private static string? Worktree(string gitFile)
    {
        using var reader = new StreamReader(gitFile);
        var line = reader.ReadLine();
        var end = line?.Replace('\\', '/').IndexOf("/.git/worktrees/", StringComparison.Ordinal) ?? -1;
        return end > 0 ? LastSegment(line!["gitdir:".Length..end]) : null;
    }

    private static string? LastSegment(string folder)
    {
        var path = folder.Trim().TrimEnd('/', '\\');
        if (HomeFolder().IsMatch(path)) return null;
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.Length is 0 or > 200 || name is "." or ".." || name.EndsWith(':') ? null : name;
    }

    // The last part of a home folder is a person's name.
    [GeneratedRegex(@"^([A-Za-z]:)?[/\\](home|Users)[/\\][^/\\]+$|^/root$", RegexOptions.CultureInvariant)]
    private static partial Regex HomeFolder();
}
