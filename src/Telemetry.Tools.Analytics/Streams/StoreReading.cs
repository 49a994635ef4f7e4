using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Lists and opens a store's segments while others write, rotate and clear them.</summary>
internal static class StoreReading
{
    /// <summary>The streams of a store, as they are now.</summary>
    public static IReadOnlyList<StoreStream> Streams(string storeRoot) => Streams(storeRoot, out _);

    /// <summary>The streams of a store, as they are now.</summary>
    /// <param name="storeRoot">The store's folder.</param>
    /// <param name="refused">What was left out: links, and what belongs to others.</param>
    public static IReadOnlyList<StoreStream> Streams(string storeRoot, out IReadOnlyList<StoreWarning> refused)
    {
        using var store = EventStore.Open(new StoreLocation(storeRoot, false, "read only"));
        var streams = store.Streams;
        refused = store.Warnings;
        return streams;
    }

    /// <summary>The segments of one stream, oldest first.</summary>
    public static IReadOnlyList<Segment> Segments(string storeRoot, string stream) =>
        Streams(storeRoot).FirstOrDefault(candidate => candidate.Name == stream)?.Segments ?? [];

    /// <summary>Opens a file; <see langword="null"/> where a segment is gone by now.</summary>
    public static SafeFileHandle? Open(SourceFile file)
    {
        if (file.Segment is not { } segment) return File.OpenHandle(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return segment.OpenRead();
        }
        catch (FileNotFoundException)
        {
            return OpenRenamed(segment);
        }
    }

    // A rotation renamed it after it was listed.
    private static SafeFileHandle? OpenRenamed(Segment segment)
    {
        var folder = Path.GetDirectoryName(segment.Path)!;
        var now = Segments(Path.GetDirectoryName(folder)!, Path.GetFileName(folder)).FirstOrDefault(candidate => candidate.Identity == segment.Identity);
        try
        {
            return now?.OpenRead();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
