namespace Telemetry.Tools;

/// <summary>What a reader of lines or rows came upon.</summary>
public enum LineStatus
{
    /// <summary>Nothing more.</summary>
    End,

    /// <summary>A whole line or row.</summary>
    Line,

    /// <summary>The last line, which has no end yet: it is being written, or its writer was killed. No error.</summary>
    Pending,

    /// <summary>A line that is longer than can be held; it was passed over.</summary>
    TooLong,

    /// <summary>A row whose quotes never close (its first line was passed over), or that was torn and sealed (all of it was).</summary>
    Torn,
}
