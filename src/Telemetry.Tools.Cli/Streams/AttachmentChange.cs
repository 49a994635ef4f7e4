namespace Telemetry.Tools.Cli;

/// <summary>What attaching or detaching the build logger did.</summary>
/// <param name="Files">Files that were made, rewritten or removed.</param>
/// <param name="Notes">What the user should know.</param>
internal sealed record AttachmentChange(IReadOnlyList<string> Files, IReadOnlyList<string> Notes)
{
    /// <summary>Nothing was asked for.</summary>
    public static AttachmentChange None { get; } = new([], []);
}
