namespace Telemetry.Tools.Server;

/// <summary>Nothing is wrong with the request; it should be sent again later.</summary>
internal sealed class UnavailableException(string message, Exception? inner = null) : Exception(message, inner);
