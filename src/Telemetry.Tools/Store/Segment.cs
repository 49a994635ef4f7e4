using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>One file of a stream.</summary>
/// <param name="Path">Where it was when it was listed; a rotation may rename it.</param>
/// <param name="Format">JSON Lines or CSV.</param>
/// <param name="Bytes">Its size when it was listed.</param>
/// <param name="IsClosed">Whether it has been rotated away. Lines in flight may still have reached it a moment later.</param>
/// <param name="ClosedAt">When, in UTC.</param>
/// <param name="Identity">Which file it is, whatever its name.</param>
public sealed record Segment(string Path, StreamFormat Format, long Bytes, bool IsClosed, DateTimeOffset? ClosedAt, FileIdentity Identity)
{
    /// <summary>Opens it for reading at given offsets, while others may write, rename and delete it.</summary>
    /// <returns>An open file for <see cref="RandomAccess"/>; the caller disposes of it.</returns>
    /// <exception cref="IOException">It is gone, cannot be read, or is another file by now (a <see cref="StoreException"/> where it is refused).</exception>
    public SafeFileHandle OpenRead()
    {
        var (handle, facts) = SegmentFile.OpenRead(Path);
        if (facts.Identity == Identity) return handle;
        handle.Dispose();
        throw new FileNotFoundException("The segment was renamed or removed.", Path);
    }
}
