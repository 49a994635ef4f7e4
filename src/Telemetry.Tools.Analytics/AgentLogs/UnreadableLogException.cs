namespace Telemetry.Tools.Analytics;

/// <summary>A log cannot be read now; the next import tries again.</summary>
/// <param name="reason">Why, for people.</param>
internal sealed class UnreadableLogException(string reason) : Exception(reason);
