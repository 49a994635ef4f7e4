using System.Runtime.InteropServices;

namespace Telemetry.Tools.Analytics;

/// <summary>Finds log files below folders. Follows links to folders once each, so that a loop of links ends; names what cannot be read.</summary>
internal sealed class LogFileFinder
{
    private const int MaxDepth = 64;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };
    private static readonly StringComparer PathComparer =
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) || RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private readonly Func<string, bool> _wanted;
    private readonly HashSet<string> _visited = new(PathComparer);
    private readonly HashSet<string> _taken = new(PathComparer);
    private readonly List<LogFile> _files = [];

    private LogFileFinder(Func<string, bool> wanted) => _wanted = wanted;

    private List<RejectedLine> Unreadable { get; } = [];

    /// <summary>Finds the wanted files below the places, in the order of places and paths.</summary>
    /// <param name="places">Folders, or files (taken whatever their name); what is not there is passed over.</param>
    /// <param name="wanted">Whether a file's path is of interest.</param>
    /// <param name="cancellationToken">Stops between two folders.</param>
    public static (IReadOnlyList<LogFile> Files, IReadOnlyList<RejectedLine> Unreadable) Find(
        IEnumerable<string> places, Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        var finder = new LogFileFinder(wanted);
        foreach (var place in places)
        {
            var path = Path.GetFullPath(place);
            if (File.Exists(path)) finder.Take(new FileInfo(path), Path.GetDirectoryName(path)!);
            else if (Directory.Exists(path)) finder.Walk(new DirectoryInfo(path), path, 0, cancellationToken);
        }

        return (finder._files, finder.Unreadable);
    }

    private void Walk(DirectoryInfo folder, string root, int depth, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > MaxDepth || Real(folder) is not { } real || !_visited.Add(real.FullName)) return;
        List<FileSystemInfo> entries;
        try
        {
            entries = [.. real.EnumerateFileSystemInfos("*", Everything)];
        }
        catch (Exception error) when (IsFileProblem(error))
        {
            Unreadable.Add(new RejectedLine(folder.FullName, 0, Reason(error)));
            return;
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (var entry in entries)
        {
            if (entry is FileInfo file && _wanted(file.FullName)) Take(file, root);
        }

        foreach (var entry in entries)
        {
            if (entry is DirectoryInfo child) Walk(child, root, depth + 1, cancellationToken);
        }
    }

    private static DirectoryInfo? Real(DirectoryInfo folder)
    {
        if (folder.LinkTarget is null) return folder;
        try
        {
            return folder.ResolveLinkTarget(returnFinalTarget: true) as DirectoryInfo is { Exists: true } target ? target : null;
        }
        catch (Exception error) when (IsFileProblem(error))
        {
            return null;
        }
    }

    private void Take(FileInfo file, string root)
    {
        try
        {
            var real = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
            if (real is not { Exists: true })
            {
                Unreadable.Add(new RejectedLine(file.FullName, 0, "a link to nothing"));
                return;
            }

            if (_taken.Add(real.FullName)) _files.Add(new LogFile(file.FullName, root, real.Length, real.LastWriteTimeUtc.Ticks));
        }
        catch (Exception error) when (IsFileProblem(error))
        {
            Unreadable.Add(new RejectedLine(file.FullName, 0, Reason(error)));
        }
    }

    internal static bool IsFileProblem(Exception error) =>
        error is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException;

    internal static string Reason(Exception error) => error switch
    {
        UnauthorizedAccessException or System.Security.SecurityException => "cannot be read: no permission",
        FileNotFoundException or DirectoryNotFoundException => "cannot be read: it is gone",
        _ => "cannot be read",
    };
}
