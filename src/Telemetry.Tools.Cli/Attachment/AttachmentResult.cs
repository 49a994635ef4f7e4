namespace Telemetry.Tools.Cli;

/// <summary>What attaching or detaching did.</summary>
/// <param name="File">The response file, also where it needed no change.</param>
/// <param name="Effect">What became of it.</param>
/// <param name="LoggerFolder">Where the logger's files are; null after detaching.</param>
internal sealed record AttachmentResult(string File, AttachmentEffect Effect, string? LoggerFolder)
{
    /// <summary>One sentence for people, naming the file.</summary>
    public override string ToString() => Effect switch
    {
        AttachmentEffect.Created => $"Made {File}, which attaches the logger to the builds below it.",
        AttachmentEffect.Added => $"Added one line to {File}, which attaches the logger to the builds below it.",
        AttachmentEffect.Updated => $"Updated the logger's line in {File}.",
        AttachmentEffect.Unchanged => $"The logger is attached by {File}; nothing had to be changed.",
        AttachmentEffect.Removed => $"Took the logger's line out of {File}.",
        AttachmentEffect.Deleted => $"Deleted {File}, which held nothing but the logger's line.",
        _ => $"{File} does not attach the logger; nothing had to be changed.",
    };
}

/// <summary>What became of a response file.</summary>
internal enum AttachmentEffect
{
    /// <summary>It was made.</summary>
    Created,

    /// <summary>It got the line; the rest is as it was.</summary>
    Added,

    /// <summary>The line of another version was replaced.</summary>
    Updated,

    /// <summary>It had the line already.</summary>
    Unchanged,

    /// <summary>The line was taken out.</summary>
    Removed,

    /// <summary>It had held nothing else, and is gone.</summary>
    Deleted,

    /// <summary>There was no line to take out.</summary>
    Absent,
}

/// <summary>A response file that attaches the logger.</summary>
/// <param name="File">Its path.</param>
/// <param name="LoggerExists">Whether the logger that it names is there; where not, builds print one line and go on.</param>
/// <param name="IsRead">Whether the builds in question read it; a file nearer to them hides it.</param>
internal sealed record AttachedFile(string File, bool LoggerExists, bool IsRead);
