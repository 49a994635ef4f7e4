namespace Telemetry.Tools.Server;

/// <summary>Why the server cannot start, or a command about it cannot be done. Never holds a secret.</summary>
public sealed class ServerException : Exception
{
    /// <summary>Takes the diagnostic's id, what is wrong, and what helps.</summary>
    /// <param name="id"><c>TEL40xx</c>; see <see cref="ServerDiagnostics"/>.</param>
    /// <param name="message">What is wrong, for people.</param>
    /// <param name="nextStep">What helps; may be <see langword="null"/>.</param>
    /// <param name="isUsage">Whether the way it was called is the mistake.</param>
    public ServerException(string id, string message, string? nextStep = null, bool isUsage = false)
        : base(message) => (Id, NextStep, IsUsage) = (id, nextStep, isUsage);

    /// <summary>The diagnostic's id.</summary>
    public string Id { get; }

    /// <summary>What helps, as one line.</summary>
    public string? NextStep { get; }

    /// <summary>Whether the way it was called is the mistake.</summary>
    public bool IsUsage { get; }
}
