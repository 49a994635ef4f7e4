namespace Telemetry.Tools.Analytics;

/// <summary>A log file that was found.</summary>
/// <param name="Path">Absolute path, links in it resolved where they were followed.</param>
/// <param name="Root">The place it was found under.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Time of the last change, in ticks (UTC).</param>
internal sealed record LogFile(string Path, string Root, long Size, long Modified)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The path below the place, with forward slashes.</summary>
    public string Relative => System.IO.Path.GetRelativePath(Root, Path).Replace('\\', '/');

    public DateTimeOffset ModifiedTime => new(Modified, TimeSpan.Zero);
}
