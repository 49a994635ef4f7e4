namespace Telemetry.Tools.Cli;

/// <summary>The build logger's attachment to the builds around the user.</summary>
internal static class Attachments
{
    /// <summary>Files that attach the logger to builds in the current folder.</summary>
    public static IReadOnlyList<string> Files(ToolHost host) => [];

    public static AttachmentChange Attach(bool user, string store, ToolHost host) => AttachmentChange.None;

    public static AttachmentChange Detach(ToolHost host) => AttachmentChange.None;
}
