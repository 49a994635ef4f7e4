namespace Telemetry.Tools.Server;

/// <summary>Why an item was not stored.</summary>
/// <param name="Index">Its place among those that were sent, from 0.</param>
/// <param name="Code">One of <see cref="RejectionCodes"/>.</param>
/// <param name="Message">A sentence for people; never the value itself.</param>
public sealed record Rejection(int Index, string Code, string Message);

/// <summary>The codes of rejected items.</summary>
internal static class RejectionCodes
{
    public const string InvalidJson = "invalid_json";
    public const string MissingField = "missing_field";
    public const string WrongType = "wrong_type";
    public const string OutOfRange = "out_of_range";
    public const string InvalidText = "invalid_text";
    public const string TenantMismatch = "tenant_mismatch";
    public const string TooOld = "too_old";
    public const string InFuture = "in_future";
    public const string TooLarge = "too_large";
    public const string UnknownStream = "unknown_stream";
}
