using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Telemetry.Tools.Server;

/// <summary>Says by server-sent events when a tenant's figures have changed; pages then ask for themselves again. A stream ends with its session or key.</summary>
internal sealed class LiveEndpoint(Callers callers, ChangeCounter changes, TimeProvider time)
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "text/event-stream";

    private const int HeartbeatTicks = 15;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly LivePlaces _places = new();

    public void Map(IEndpointRouteBuilder routes) => routes.Get("/analytics/live", StreamAsync)
        .Describe("DashboardLive", "Dashboard", "Tells when figures change.", Permission.Read, [QueryParameter.Filters[0]]).ExcludeFromDescription();

    private async Task StreamAsync(HttpContext context)
    {
        context.RefuseParameters();
        var tenant = UsageQuestion.FilterOf(context).Tenant;
        // A stream would never end, and its headers say nothing of use.
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.ContentType = MediaType;
            return;
        }

        using var place = _places.TryTake(context.Caller().KeyId);
        if (place is null)
        {
            await Problems.WriteAsync(context, 503, ServerDiagnostics.Unavailable, "Too many pages are open.").ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = MediaType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await FollowAsync(context, tenant, stop.Token).ConfigureAwait(false);
    }

    private async Task FollowAsync(HttpContext context, string? tenant, CancellationToken stop)
    {
        try
        {
            var seen = changes.Read(tenant);
            await SendAsync(context, $"retry: 5000\nevent: hello\ndata: {Text(seen)}\n\n", stop).ConfigureAwait(false);
            for (var tick = 1; ; tick++)
            {
                await Task.Delay(Tick, time, stop).ConfigureAwait(false);
                if (callers.Find(context.Request)?.KeyId != context.Caller().KeyId)
                {
                    await SendAsync(context, "event: end\ndata: signed out\n\n", stop).ConfigureAwait(false);
                    return;
                }

                var now = changes.ReadRecent(tenant);
                if (now != seen) await SendAsync(context, $"event: change\ndata: {Text(now)}\n\n", stop).ConfigureAwait(false);
                else if (tick % HeartbeatTicks == 0) await SendAsync(context, ": still here\n\n", stop).ConfigureAwait(false);
                seen = now;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was closed, or the server stops.
        }
    }

    private static async Task SendAsync(HttpContext context, string text, CancellationToken stop)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), stop).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(stop).ConfigureAwait(false);
    }

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
