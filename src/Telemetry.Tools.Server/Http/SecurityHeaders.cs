using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>Headers that every answer has.</summary>
internal static class SecurityHeaders
{
    /// <summary>Nothing from elsewhere, nothing inline: the dashboard's style sheet and script are files of this server.</summary>
    public const string ContentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void Apply(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        // Not "no-referrer": forms of our own pages would then be sent with the origin "null".
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "private, no-cache";
    }
}
