namespace Telemetry.Tools.Cli;

/// <summary>The build logger could not be attached or detached; nothing was changed.</summary>
internal sealed class LoggerAttachmentException(string message, string next, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The id of every such failure.</summary>
    public const string Id = "TEL9008";

    /// <summary>What to type or do next.</summary>
    public string Next { get; } = next;
}
