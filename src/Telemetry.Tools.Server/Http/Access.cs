using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Telemetry.Tools.Server;

/// <summary>What an endpoint asks of its caller; every endpoint has one.</summary>
/// <param name="Permission">What the key must be allowed; <see langword="null"/> where no key is needed.</param>
internal sealed record Access(Permission? Permission)
{
    /// <summary>For everybody.</summary>
    public static Access Public { get; } = new((Permission?)null);
}

/// <summary>Finds out who calls, and refuses who may not.</summary>
internal sealed class AccessControl(RequestDelegate next, Callers callers, RateLimit rate)
{
    /// <summary>Lets a request through or answers 401 or 403.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var access = context.GetEndpoint()?.Metadata.GetMetadata<Access>();
        if (access is null) return next(context);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && Origins.IsForeign(context.Request))
            return context.WriteProblemAsync(403, ServerDiagnostics.ForeignOrigin, "Pages of other sites may not change anything here.");
        var caller = CallerOf(context, isNeeded: access.Permission is not null);
        if (caller is not null) context.Features.Set(caller);
        if (access.Permission is not { } permission) return next(context);
        if (caller is null) return RefuseUnknownAsync(context);
        if (rate.IsExceeded(caller.KeyId)) return context.WriteProblemAsync(429, ServerDiagnostics.TooManyRequests, "This key has sent its requests for this minute.");
        if (!caller.Role.May(permission))
            return context.WriteProblemAsync(403, ServerDiagnostics.Forbidden, $"A key with the role '{Roles.NameOf(caller.Role)}' may not do this.");
        return next(context);
    }

    // Where nobody needs a key, a database that cannot say whose one is must not stop the answer: health above all.
    private Caller? CallerOf(HttpContext context, bool isNeeded)
    {
        try
        {
            return callers.Find(context.Request);
        }
        catch (Exception error) when (!isNeeded && (error is DbException or UnavailableException or ServerException))
        {
            return null;
        }
    }

    private static Task RefuseUnknownAsync(HttpContext context)
    {
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
            return context.WriteProblemAsync(401, ServerDiagnostics.Unauthenticated, "Send a key that works: Authorization: Bearer KEY, or X-API-Key.");
        context.Response.Redirect(ReturnAddress.SignIn(context.Request));
        return Task.CompletedTask;
    }
}

/// <summary>Where a server may be reached.</summary>
/// <param name="AllowsAnonymous">Embedded store, and no address but this machine's own.</param>
internal sealed record ServerAddress(bool AllowsAnonymous);

/// <summary>Whether a page of another site sent a request.</summary>
internal static class Origins
{
    public static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site") return true;
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            && !origin.Equals($"https://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>The caller of a request that was let through.</summary>
internal static class CallerFeature
{
    public static Caller Caller(this HttpContext context) => context.Features.GetRequiredFeature<Caller>();
}
