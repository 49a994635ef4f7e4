using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>The pages about streams; that of <c>build</c> has an address of its own.</summary>
internal sealed class StreamPageEndpoints(StreamReports reports, AnswerCache cache, TimeProvider time)
{
    private const string Builds = "build";
    private const string Streams = "/analytics/streams/";

    private static readonly QueryParameter[] Parameters = [.. DashboardEndpoints.Parameters, new("by", "A field to group by."), new("where", "A condition, as FIELD=VALUE.")];

    public void Map(IEndpointRouteBuilder routes)
    {
        Page(routes, "/analytics/streams", (tenant, view) => StreamListPage.Of(reports.List(tenant, view.Period), view));
        Page(routes, "/analytics/builds", (tenant, view) => StreamPage.Of(Report(tenant, Builds, view), view, "Builds"));
        Page(routes, Streams + "{stream}", (tenant, view) => StreamPage.Of(Report(tenant, view.Question.Path[Streams.Length..], view), view, view.Question.Path[Streams.Length..]));
    }

    private StreamReport Report(string tenant, string stream, DashboardView view) => reports.Of(tenant, stream, view.Period, view.Question["by"], view.Question["where"]);

    private void Page(IEndpointRouteBuilder routes, string path, Func<string, DashboardView, string> write) => routes
        .Get(path, context => context.PageAsync(() => ShowAsync(context, write)))
        .Describe($"Dashboard {path}", "Dashboard", "A page of the dashboard.", Permission.Read, Parameters).ExcludeFromDescription();

    private Task ShowAsync(HttpContext context, Func<string, DashboardView, string> write)
    {
        var question = DashboardQuestion.Of(context);
        var filter = UsageQuestion.FilterOf(context);
        var view = new DashboardView(question, context.Caller(), filter, question.PeriodAt(time.GetUtcNow()), null, context.OwnAddress());
        return cache.AnswerAsync(context, filter.Tenant, () => Encoding.UTF8.GetBytes(PageOf(view, write)), DashboardEndpoints.HtmlType, $"{view.Caller.KeyId}\n{view.Server}\n{DashboardFiles.Style.Version}{DashboardFiles.Script.Version}");
    }

    private string PageOf(DashboardView view, Func<string, DashboardView, string> write) =>
        view.Filter.Tenant is { } tenant ? write(tenant, view) : StreamListPage.OfTenants(reports.Tenants(), view);
}
