namespace Telemetry.Tools.Server;

/// <summary>Why a question cannot be answered as it was asked.</summary>
internal sealed class QueryException(string message, string code = ServerDiagnostics.BadQuery, int status = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    /// <summary>Nothing is there, or it is another tenant's.</summary>
    public static QueryException NotFound(string message) => new(message, ServerDiagnostics.NotFound, 404);
}
