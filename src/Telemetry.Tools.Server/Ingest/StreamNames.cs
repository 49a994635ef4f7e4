namespace Telemetry.Tools.Server;

/// <summary>Streams that the server knows by name.</summary>
internal static class StreamNames
{
    /// <summary>Usage of clients: the stream behind <c>/v1/client/usage/log</c>.</summary>
    public const string ClientUsage = "client-usage";
}
