namespace Telemetry.Tools.Analytics;

/// <summary>An event as something that lasts.</summary>
/// <param name="Name">What to call it: its kind where the stream has several, else the value of its first dimension.</param>
/// <param name="StartMicros">When it began, in microseconds since 1970.</param>
/// <param name="DurationNanos">How long it took; <see langword="null"/> where it does not say.</param>
/// <param name="Outcome">How it ended.</param>
internal readonly record struct EventSpan(string Name, long StartMicros, long? DurationNanos, Outcome Outcome);
