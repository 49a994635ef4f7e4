using System.Net;
using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>Finds out who sends a request: by its key, its session, or because the server has no keys and the caller is on this machine.</summary>
internal sealed class Callers(KeyRing keys, Sessions sessions, ServerAddress address)
{
    /// <summary>The caller; <see langword="null"/> where the request shows nothing that works.</summary>
    public Caller? Find(HttpRequest request)
    {
        if (KeyOf(request) is { } text) return keys.Find(text);
        if (sessions.KeyIdOf(request) is { } id) return keys.FindById(id);
        return IsAnonymous(request) ? Caller.Anonymous : null;
    }

    private static string? KeyOf(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        if (request.Headers.TryGetValue("X-API-Key", out var key)) return key.ToString();
        if (!request.Headers.TryGetValue("Authorization", out var value)) return null;
        var text = value.ToString();
        return text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? text[Bearer.Length..].Trim() : "";
    }

    // Behind a proxy every caller looks local, and a foreign name that resolves to this machine is an attack.
    private bool IsAnonymous(HttpRequest request) =>
        address.AllowsAnonymous && IsLocalHost(request.Host.Host) && !HasForwarding(request.Headers) && IsLoopback(request.HttpContext.Connection) && keys.IsEmpty;

    private static bool IsLocalHost(string host) => host is "localhost" or "127.0.0.1" or "[::1]" or "::1";

    private static bool IsLoopback(ConnectionInfo connection) => connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);

    private static bool HasForwarding(IHeaderDictionary headers) =>
        headers.ContainsKey("Forwarded") || headers.ContainsKey("Via") || headers.Keys.Any(IsForwarding);

    // What a trusted proxy said was taken over, and stands under another name.
    private static bool IsForwarding(string name) =>
        name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase);
}
