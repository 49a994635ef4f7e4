namespace Telemetry.Tools.Server;

/// <summary>What rejections of usage items say.</summary>
internal static class UsageRejections
{
    /// <summary>The sentence for a field that does not fit. It never repeats the value.</summary>
    public static string Message(string code, UsageField field)
    {
        var name = UsageFields.Names[(int)field];
        return code switch
        {
            RejectionCodes.MissingField => $"'{name}' is missing.",
            RejectionCodes.InvalidText => $"'{name}' holds U+0000 or half of a surrogate pair.",
            RejectionCodes.TooLarge => $"'{name}' is longer than {ItemText.MaxLength} bytes.",
            RejectionCodes.OutOfRange => $"'{name}' is out of range: {RangeOf(field)}.",
            _ => $"'{name}' takes {TypeOf(field)}.",
        };
    }

    private static string TypeOf(UsageField field) => field switch
    {
        UsageField.Timestamp => "a time in RFC 3339, such as 2026-02-18T07:00:00Z",
        UsageField.TokensRequested or UsageField.TokensUsed or UsageField.InputTokens or UsageField.OutputTokens or UsageField.CacheReadTokens
            or UsageField.CacheWriteTokens => "a whole number",
        UsageField.CostUsd => "a number, or decimal text such as \"0.0125\"",
        UsageField.ResponseTimeMs => "a number",
        UsageField.Success or UsageField.CacheHit => "true or false",
        _ => "text",
    };

    private static string RangeOf(UsageField field) => field switch
    {
        UsageField.CostUsd => "0 to 1,000,000 US dollars",
        UsageField.ResponseTimeMs => "0 to 10,000,000,000 ms",
        _ => "0 to 1,000,000,000,000",
    };
}
