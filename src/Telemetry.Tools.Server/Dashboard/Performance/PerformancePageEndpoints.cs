using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>The page about the server itself.</summary>
internal sealed class PerformancePageEndpoints(Database database, IngestQueue queue, ServerMeters meters, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes) => routes.Get(PerformancePage.Path, context => context.PageAsync(() => ShowAsync(context)))
        .Describe("Dashboard performance", "Dashboard", "A page of the dashboard.", Permission.Read, DashboardEndpoints.Parameters).ExcludeFromDescription();

    private Task ShowAsync(HttpContext context) =>
        context.WritePageAsync(PerformancePage.Of(ServerFigures.Of(database, queue, meters), DashboardQuestion.Of(context), context.Caller(), time.GetUtcNow()));
}
