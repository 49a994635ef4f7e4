namespace Telemetry.Tools.Analytics;

/// <summary>A question or an input that cannot be answered or read. The message says what is wrong and what would be right.</summary>
public sealed class AnalyticsException : Exception
{
    /// <summary>Takes the diagnostic's id and its message.</summary>
    /// <param name="id"><c>TEL21xx</c>; see <see cref="AnalyticsDiagnostics"/>.</param>
    /// <param name="message">What is wrong, for people.</param>
    /// <param name="nextStep">What helps: a command, or what to write instead; may be <see langword="null"/>.</param>
    public AnalyticsException(string id, string message, string? nextStep = null)
        : base(message) => (Id, NextStep) = (id, nextStep);

    /// <summary>The diagnostic's id.</summary>
    public string Id { get; }

    /// <summary>What helps, as one line; <see langword="null"/> where the message says it already.</summary>
    public string? NextStep { get; }
}
