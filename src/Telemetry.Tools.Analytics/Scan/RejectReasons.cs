namespace Telemetry.Tools.Analytics;

/// <summary>Why a line is no event, where not even a reader of events saw it; the words of the store's own reader.</summary>
internal static class RejectReasons
{
    public const string TooLong = "line too long";
    public const string TornRow = "torn row";
}
