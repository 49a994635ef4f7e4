using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>The figures of each stream of a store: those that were kept, where nothing changed since, else counted anew.</summary>
internal static class StreamCounts
{
    /// <summary>The figures, by stream.</summary>
    public static IReadOnlyList<StreamStatus> Of(StoreLocation location, ToolHost host)
    {
        var folders = Folders(location.Root);
        var keys = Array.ConvertAll(folders, StatusFile.KeyOf);
        return Kept(folders, keys) ?? Counted(location, folders, keys, host);
    }

    private static DirectoryInfo[] Folders(string root)
    {
        try
        {
            var folders = Directory.Exists(root) ? new DirectoryInfo(root).GetDirectories() : [];
            Array.Sort(folders, (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return folders;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static List<StreamStatus>? Kept(DirectoryInfo[] folders, string?[] keys)
    {
        var kept = new List<StreamStatus>();
        for (var at = 0; at < folders.Length; at++)
        {
            if (keys[at] is not { } key)
            {
                if (StatusFile.MayBeStream(folders[at])) return null;
                continue;
            }

            if (StatusFile.Read(folders[at], key) is not { } status) return null;
            kept.Add(status);
        }

        return kept;
    }

    private static IReadOnlyList<StreamStatus> Counted(StoreLocation location, DirectoryInfo[] folders, string?[] keys, ToolHost host)
    {
        var catalog = StreamCatalog.Open(location.Root, ProductStreams.Schemas);
        foreach (var problem in catalog.Problems) ErrorPrinter.Print(host, problem.Id, problem.Message, problem.NextStep);
        using var interruption = new Interruption();
        using var progress = new ProgressLine(host, "Counting,");
        var counted = catalog.Status(progress, interruption.Token);
        if (location.IsEnabled) Keep(counted, folders, keys);
        return counted;
    }

    private static void Keep(IReadOnlyList<StreamStatus> counted, DirectoryInfo[] folders, string?[] keys)
    {
        for (var at = 0; at < folders.Length; at++)
        {
            var status = counted.FirstOrDefault(stream => stream.Name == folders[at].Name);
            if (status is not null && keys[at] is { } key) StatusFile.Write(folders[at], key, status);
        }
    }
}
