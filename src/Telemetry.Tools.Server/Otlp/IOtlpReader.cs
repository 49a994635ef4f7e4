namespace Telemetry.Tools.Server;

/// <summary>Reads the records of an export request in one encoding.</summary>
internal interface IOtlpReader
{
    /// <summary>Spans of a trace request.</summary>
    /// <exception cref="BodyException">The body is no such request, or holds too many.</exception>
    IReadOnlyList<OtlpSpan> ReadSpans(ReadOnlySpan<byte> body);

    /// <summary>Records of a log request.</summary>
    /// <exception cref="BodyException">The body is no such request, or holds too many.</exception>
    IReadOnlyList<OtlpLog> ReadLogs(ReadOnlySpan<byte> body);

    /// <summary>Points of a metric request.</summary>
    /// <exception cref="BodyException">The body is no such request, or holds too many.</exception>
    IReadOnlyList<OtlpPoint> ReadPoints(ReadOnlySpan<byte> body);
}
