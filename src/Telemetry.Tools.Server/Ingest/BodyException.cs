namespace Telemetry.Tools.Server;

/// <summary>Why a body as a whole is not taken.</summary>
internal sealed class BodyException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static BodyException Malformed(string message) => new(400, ServerDiagnostics.BadBody, message);

    public static BodyException TooLarge(string message) => new(413, ServerDiagnostics.TooLarge, message);

    public static BodyException Unsupported(string message) => new(415, ServerDiagnostics.UnsupportedMedia, message);
}
