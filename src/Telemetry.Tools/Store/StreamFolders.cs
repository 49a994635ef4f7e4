namespace Telemetry.Tools;

/// <summary>The streams of a store's folder, for listing and clearing.</summary>
internal sealed class StreamFolders(string root, StoreWarnings warnings)
{
    /// <summary>Every stream, by name; a folder that is a link or another user's makes a warning and is left out.</summary>
    public List<StoreStream> List() => [.. Folders(null).Where(IsOurs).Select(Describe).Where(stream => stream.Schema is not null || stream.Segments.Count > 0)];

    /// <summary>Deletes the segments of one stream or of all; consent, keys, schemas and foreign files stay.</summary>
    public ClearResult Clear(string? streamName)
    {
        List<string> deleted = [];
        List<string> passedOver = [];
        var bytes = 0L;
        foreach (var folder in Folders(streamName))
        {
            if (!IsOurs(folder) || SchemaFile.Read(folder) is null) passedOver.Add(folder);
            else bytes += Clear(folder, deleted);
        }

        return new ClearResult(deleted, bytes, passedOver);
    }

    private long Clear(string folder, List<string> deleted)
    {
        var bytes = 0L;
        try
        {
            using var held = StreamLock.Hold(Path.Combine(folder, StreamLock.Name));
            var stream = Describe(folder);
            CloseActive(folder, stream);
            foreach (var segment in Describe(folder).Segments.Where(segment => segment.IsClosed))
            {
                File.Delete(segment.Path);
                deleted.Add(segment.Path);
                bytes += segment.Bytes;
            }

            foreach (var leftover in Directory.EnumerateFiles(folder, AtomicFile.TemporaryPrefix + "*")) File.Delete(leftover);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            warnings.Add(StoreDiagnostics.NotDeleted(folder, error.Message));
        }

        return bytes;
    }

    /// <summary>Renames the active segment and waits until every writer has noticed, so that no line acknowledged after the clearing goes with it.</summary>
    private static void CloseActive(string folder, StoreStream stream)
    {
        if (stream.Segments.LastOrDefault(segment => !segment.IsClosed) is not { } active) return;
        var names = new SegmentNames(Path.GetFileName(active.Path), stream.Format);
        while (!NativeFiles.Current.TryMove(active.Path, Path.Combine(folder, names.Closed(DateTimeOffset.UtcNow))))
        {
            // The name was taken; the next one differs in its random part.
        }

        Thread.Sleep(StreamAppender.WritersNotice);
    }

    private List<string> Folders(string? only)
    {
        if (root.Length == 0) return [];
        if (!IsReadable(root)) return [];
        try
        {
            return Directory.EnumerateDirectories(root)
                .Where(folder => Path.GetFileName(folder) is var name && SegmentNames.IsValid(name) && (only is null || name == only))
                .Order(StringComparer.Ordinal)
                .ToList();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            warnings.Add(StoreDiagnostics.Unreadable(root, error.Message));
            return [];
        }
    }

    /// <summary>Whether store and stream folder may be read; a missing one has nothing to be read, without a warning.</summary>
    public bool IsReadable(string folder) => Exists(root) && IsOurs(root) && Exists(folder) && IsOurs(folder);

    private static bool Exists(string folder)
    {
        try
        {
            return NativeFiles.Current.Stat(folder) is not null;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool IsOurs(string folder)
    {
        try
        {
            Ownership.RequireFolder(folder);
            return true;
        }
        catch (StoreException refused)
        {
            warnings.Add(refused);
        }
        catch (IOException error)
        {
            warnings.Add(StoreDiagnostics.Unreadable(folder, error.Message));
        }

        return false;
    }

    private StoreStream Describe(string folder)
    {
        var name = Path.GetFileName(folder);
        var schema = SchemaFile.Read(folder);
        var (names, format) = SchemaFile.Storage(name, schema);
        return new StoreStream(name, folder, format, schema, ListSegments(new StreamFolder(folder, names)));
    }

    private List<Segment> ListSegments(StreamFolder folder)
    {
        try
        {
            return folder.ListSegments(warnings);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            warnings.Add(StoreDiagnostics.Unreadable(folder.Path, error.Message));
            return [];
        }
    }
}
