namespace Telemetry.Tools.Server;

/// <summary>Ids of traces and spans as lower-case hex; all zeros is no id.</summary>
internal static class OtlpIds
{
    private const int TraceBytes = 16;
    private const int SpanBytes = 8;

    public static string? Trace(ReadOnlySpan<byte> bytes) => Of(bytes, TraceBytes);

    public static string? Span(ReadOnlySpan<byte> bytes) => Of(bytes, SpanBytes);

    public static string? Trace(string hex) => Of(hex, TraceBytes);

    public static string? Span(string hex) => Of(hex, SpanBytes);

    private static string? Of(ReadOnlySpan<byte> bytes, int length) => bytes.Length == length && bytes.ContainsAnyExcept((byte)0) ? Convert.ToHexStringLower(bytes) : null;

    private static string? Of(string hex, int length)
    {
        Span<byte> bytes = stackalloc byte[TraceBytes];
        if (hex.Length != length * 2) return null;
        return Convert.FromHexString(hex, bytes, out _, out var written) == System.Buffers.OperationStatus.Done ? Of(bytes[..written], length) : null;
    }
}
