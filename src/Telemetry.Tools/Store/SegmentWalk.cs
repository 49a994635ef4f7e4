namespace Telemetry.Tools;

/// <summary>
/// Opens a stream's segments oldest first while writers rotate, remove and clear them. A segment that is renamed meanwhile is neither missed nor met twice, since it is known
/// by its identity. What cannot be read makes a warning and is passed over.
/// </summary>
internal sealed class SegmentWalk(StreamFolder folder, StoreWarnings warnings)
{
    private const int MaxPasses = 100;

    private readonly HashSet<FileIdentity> _seen = [];

    /// <summary>The segments; the caller disposes of each.</summary>
    public IEnumerable<OpenSegment> Walk()
    {
        for (var pass = 1; pass <= MaxPasses; pass++)
        {
            var activeBefore = Identify(folder.ActivePath);
            foreach (var name in ListClosed())
            {
                if (Open(Path.Combine(folder.Path, name.FileName), name.Format) is not { } closed) continue;
                if (_seen.Add(closed.Facts.Identity)) yield return closed;
                else closed.Dispose();
            }

            var active = Open(folder.ActivePath, FormatOfActive());

            // Another file than before: the one before has been closed, perhaps too late to be in our list.
            if (activeBefore is not null && active?.Facts.Identity != activeBefore && pass < MaxPasses && IsGone(activeBefore.Value))
            {
                active?.Dispose();
                continue;
            }

            if (active is not null && _seen.Add(active.Facts.Identity)) yield return active;
            else active?.Dispose();
            yield break;
        }
    }

    private StreamFormat FormatOfActive() => folder.Names.TryParse(folder.Names.Active, out var name) ? name.Format : StreamFormat.Jsonl;

    private bool IsGone(FileIdentity identity) => Identify(folder.ActivePath) != identity;

    private static FileIdentity? Identify(string path)
    {
        try
        {
            return NativeFiles.Current.Stat(path)?.Identity;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private List<SegmentName> ListClosed()
    {
        try
        {
            return folder.ListClosed();
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            warnings.Add(StoreDiagnostics.Unreadable(folder.Path, error.Message));
            return [];
        }
    }

    private OpenSegment? Open(string path, StreamFormat format)
    {
        try
        {
            if (NativeFiles.Current.Stat(path) is null) return null;
            var (handle, facts) = SegmentFile.OpenRead(path);
            return new OpenSegment(path, format, handle, facts);
        }
        catch (StoreException refused)
        {
            warnings.Add(refused);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (Identify(path) is not null) warnings.Add(StoreDiagnostics.Unreadable(path, error.Message));
        }

        return null;
    }
}
