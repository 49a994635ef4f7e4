namespace Telemetry.Tools.Cli;

/// <summary>The ids of the command line's own messages; each is explained in docs/diagnostics.md. A number is never reused.</summary>
internal static class ToolDiagnostics
{
    /// <summary>The command line cannot be understood.</summary>
    public const string Usage = "TEL9001";

    /// <summary>No such stream in the store.</summary>
    public const string UnknownStream = "TEL9002";

    /// <summary>Something irreversible needs <c>--yes</c> where nobody can be asked.</summary>
    public const string NeedsYes = "TEL9003";

    /// <summary>Output could not be written.</summary>
    public const string CannotWrite = "TEL9004";

    /// <summary>An input file could not be read.</summary>
    public const string CannotRead = "TEL9005";

    /// <summary>A wrapped command is not there, or cannot be run.</summary>
    public const string CannotRun = "TEL9006";

    /// <summary>The store could not be used.</summary>
    public const string StoreFailed = "TEL9007";

    /// <summary>The build logger could not be attached or detached.</summary>
    public const string AttachmentFailed = "TEL9008";

    /// <summary>An error that nobody foresaw.</summary>
    public const string Unexpected = "TEL9099";
}
