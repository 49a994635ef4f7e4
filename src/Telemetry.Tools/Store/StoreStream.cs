namespace Telemetry.Tools;

/// <summary>One stream of a store, as it was when it was listed.</summary>
/// <param name="Name">Its name; also its folder's.</param>
/// <param name="Folder">The folder, absolute.</param>
/// <param name="Format">The format that is written now.</param>
/// <param name="Schema">The text of <c>schema.json</c>, or <see langword="null"/> where there is none.</param>
/// <param name="Segments">Its files, oldest first, the one that is written to last.</param>
public sealed record StoreStream(string Name, string Folder, StreamFormat Format, string? Schema, IReadOnlyList<Segment> Segments)
{
    /// <summary>Bytes of all segments together.</summary>
    public long Bytes => Segments.Sum(segment => segment.Bytes);
}
