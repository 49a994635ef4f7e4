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
            // A stream of live updates lasts as long as its page is open: that is no response time.
            var isStream = context.Response.ContentType == LiveEndpoint.MediaType;
            meters.Count(method, context.Response.StatusCode, isStream ? TimeSpan.Zero : Stopwatch.GetElapsedTime(start));
        }
    }
}
