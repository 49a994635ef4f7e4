namespace Telemetry.Tools;

/// <summary>An event that the server has refused. Never holds the event's content.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="EventId">Its identity.</param>
/// <param name="Code">Why: <c>wrong_type</c>, <c>too_old</c> … as the server says, or the status of a refused request such as <c>http_400</c>.</param>
/// <param name="Message">Why, for people.</param>
public sealed record RejectedEvent(string Stream, string EventId, string Code, string Message);
