namespace Telemetry.Tools.Cli;

/// <summary>What <c>on</c> or <c>off</c> did.</summary>
/// <param name="Location">The store as it applies now.</param>
/// <param name="Changed">Files that were made, rewritten or removed.</param>
/// <param name="Attachment">What became of the build logger.</param>
internal sealed record ConsentReport(StoreLocation Location, IReadOnlyList<string> Changed, AttachmentChange Attachment)
{
    /// <summary>Whether it was <c>off</c>.</summary>
    public bool IsOff { get; init; }
}
