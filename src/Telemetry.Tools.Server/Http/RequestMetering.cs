using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>Counts requests and how long they took.</summary>
internal sealed class RequestMetering(RequestDelegate next, ServerMeters meters)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE"];

    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            // A client may invent methods; it must not invent labels.
            var method = Methods.Contains(context.Request.Method, StringComparer.Ordinal) ? context.Request.Method : "other";
            meters.Count(method, context.Response.StatusCode, Stopwatch.GetElapsedTime(start));
        }
    }
}
