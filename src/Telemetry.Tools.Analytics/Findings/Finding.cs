namespace Telemetry.Tools.Analytics;

/// <summary>Something in a stream that somebody should look at.</summary>
/// <param name="Type">What kind of thing, in snake_case: <c>prompt_failure_rate</c>.</param>
/// <param name="Severity"><c>low</c>, <c>medium</c> or <c>high</c>.</param>
/// <param name="Stream">The stream it was found in.</param>
/// <param name="Subject">What it is about: a prompt's id.</param>
/// <param name="First">When it was first seen.</param>
/// <param name="Last">When it was last seen.</param>
/// <param name="Count">How often.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="RecommendedAction">Stable name of what to do about it.</param>
public sealed record Finding(
    string Type,
    string Severity,
    string Stream,
    string Subject,
    DateTimeOffset First,
    DateTimeOffset Last,
    long Count,
    string Message,
    string RecommendedAction);
