namespace Telemetry.Tools;

/// <summary>A store cannot be used as asked. The message says what to do next.</summary>
/// <param name="id">The diagnostic, <c>TEL2xxx</c>.</param>
/// <param name="message">What is wrong, and the next step.</param>
/// <param name="inner">What the system said, where it said something.</param>
public sealed class StoreException(string id, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>The diagnostic, <c>TEL2xxx</c>.</summary>
    public string Id { get; } = id;
}
