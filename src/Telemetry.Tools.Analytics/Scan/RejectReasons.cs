namespace Telemetry.Tools.Analytics;

/// <summary>Why a line is no event; the same words as generated readers use.</summary>
internal static class RejectReasons
{
    public const string NotJson = "not JSON";
    public const string NotAnObject = "not an object";
    public const string MissingField = "missing field";
    public const string WrongType = "wrong type";
    public const string UnknownValue = "unknown value";
    public const string UnknownEvent = "unknown event";
    public const string TooLong = "line too long";
    public const string NotCsv = "not CSV";
    public const string NoHeader = "no header";
    public const string TornRow = "torn row";

    public static string Of(string reason, string field) => $"{reason}: {field}";
}
