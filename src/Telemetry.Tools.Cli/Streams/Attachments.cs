namespace Telemetry.Tools.Cli;

/// <summary>The build logger's attachment to the builds around the user.</summary>
internal static class Attachments
{
    /// <summary>Files that attach the logger to builds in the current folder.</summary>
    public static IReadOnlyList<string> Files(ToolHost host)
    {
        var files = new List<string>();
        foreach (var file in Of(host).Status(host.Surroundings.CurrentDirectory))
        {
            if (file.IsRead) files.Add(file.File);
        }

        return files;
    }

    /// <summary>Attaches it to the builds below the current folder's repository, or to all of the user's.</summary>
    public static AttachmentChange Attach(bool user, ToolHost host)
    {
        var attachment = Of(host);
        return Change(user ? attachment.AttachUser() : attachment.Attach(host.Surroundings.CurrentDirectory));
    }

    /// <summary>Detaches it from the builds in the current folder, by whichever file attaches it.</summary>
    public static AttachmentChange Detach(ToolHost host)
    {
        var nearest = LoggerAttachment.Detach(host.Surroundings.CurrentDirectory);
        return Change(nearest.Effect == AttachmentEffect.Absent && host.Surroundings.Home is not null ? Of(host).DetachUser() : nearest);
    }

    private static LoggerAttachment Of(ToolHost host) => new(home: host.Surroundings.Home ?? "");

    private static AttachmentChange Change(AttachmentResult result) =>
        new(result.Effect is AttachmentEffect.Unchanged or AttachmentEffect.Absent ? [] : [result.File], [result.ToString()]);
}
