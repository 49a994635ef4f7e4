namespace Telemetry.Tools;

/// <summary>A stream's folder: which of its files are segments.</summary>
internal sealed class StreamFolder(string path, SegmentNames names)
{
    public string Path { get; } = path;

    public SegmentNames Names { get; } = names;

    public string ActivePath { get; } = System.IO.Path.Combine(path, names.Active);

    /// <summary>Names of the segments, oldest first, without the active one.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public List<SegmentName> ListClosed()
    {
        List<SegmentName> closed = [];
        foreach (var file in Directory.EnumerateFileSystemEntries(Path))
        {
            if (Names.TryParse(System.IO.Path.GetFileName(file), out var name) && name.IsClosed) closed.Add(name);
        }

        closed.Sort(Compare);
        return closed;
    }

    /// <summary>The segments with their facts, oldest first, the active one last; what is refused makes a warning and is left out.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public List<Segment> ListSegments(StoreWarnings warnings)
    {
        var seen = new HashSet<FileIdentity>();
        var active = new SegmentName(Names.Active, StreamFormat.Jsonl, false, null);
        if (Names.TryParse(Names.Active, out var parsed)) active = parsed;
        List<Segment> segments = [];
        foreach (var name in ListClosed().Append(active))
        {
            if (Describe(name, warnings) is { } segment && seen.Add(segment.Identity)) segments.Add(segment);
        }

        return segments;
    }

    private Segment? Describe(SegmentName name, StoreWarnings warnings)
    {
        var file = System.IO.Path.Combine(Path, name.FileName);
        if (NativeFiles.Current.Stat(file) is not { } facts) return null;
        try
        {
            Ownership.RequireFile(file, facts);
            return new Segment(file, name.Format, facts.Size, name.IsClosed, name.ClosedAt, facts.Identity);
        }
        catch (StoreException refused)
        {
            warnings.Add(refused);
            return null;
        }
    }

    // A file left by an older format has no time in its name and comes first.
    private static int Compare(SegmentName left, SegmentName right)
    {
        var byTime = Nullable.Compare(left.ClosedAt, right.ClosedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(left.FileName, right.FileName);
    }
}
