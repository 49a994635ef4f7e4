namespace Telemetry.Tools;

/// <summary>An event on its way: one line of JSON with its identity and time.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Line">The line with its <c>\n</c>.</param>
internal readonly record struct OutgoingEvent(string Stream, byte[] Line);
