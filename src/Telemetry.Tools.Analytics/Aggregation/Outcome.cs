namespace Telemetry.Tools.Analytics;

/// <summary>How an event ended.</summary>
internal enum Outcome : byte
{
    /// <summary>It does not say.</summary>
    Unknown,
    Success,
    Failure,
}
