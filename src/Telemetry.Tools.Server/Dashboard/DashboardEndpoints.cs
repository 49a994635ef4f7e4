using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>The pages about usage.</summary>
internal sealed class DashboardEndpoints(DashboardQueries queries, AnswerCache cache, TimeProvider time)
{
    /// <summary>The media type of pages.</summary>
    public const string HtmlType = "text/html; charset=utf-8";

    private const int Top = 10;

    /// <summary>Parameters that all pages take, so that one leads to another with the same choices.</summary>
    public static readonly IReadOnlyList<QueryParameter> Parameters =
        [new("range", "A preset period."), .. QueryParameter.Period, new("compare", "What to compare with.", "period", "year", "none"), .. QueryParameter.Filters];

    private static readonly QueryParameter Sort = new("sort", "What orders the table.", [.. UsageMeasure.All.Select(measure => measure.Name)]);
    private static readonly QueryParameter Order = new("order", "Which end comes first.", "asc", "desc");
    private static readonly QueryParameter Rows = new("top", "How many rows.");
    private static readonly QueryParameter Dimension = new("dimension", "The dimension.", [.. UsageFilter.Columns]);
    private static readonly QueryParameter Beginning = new("beginning", "What the values begin with.");

    public void Map(IEndpointRouteBuilder routes)
    {
        Page(routes, "/", view => Overview(view));
        Page(routes, "/analytics", view => Overview(view));
        Page(routes, "/analytics/errors", view => ErrorsPage.Of(queries.Failures(view.Filter, view.Period, view.Previous, ErrorsPage.MostMessages, ErrorsPage.TopGroups), view, HasAny(view)));
        Breakdown(routes, "/analytics/models", BreakdownPage.Models);
        Breakdown(routes, "/analytics/prompts", BreakdownPage.Prompts);
        routes.Get("/analytics/values", ValuesAsync).Describe("DashboardValues", "Dashboard", "Values to filter by.", Permission.Read, [QueryParameter.Filters[0], Dimension, Beginning]).ExcludeFromDescription();
    }

    private string Overview(DashboardView view) => OverviewPage.Of(queries.Executive(view.Filter, view.Period, view.Previous, Top), view, HasAny(view));

    private void Breakdown(IEndpointRouteBuilder routes, string path, BreakdownPage kind) => Page(
        routes,
        path,
        view =>
        {
            var dimension = view.Question["by"] ?? kind.Dimensions[0];
            var order = new TableOrder(view.Question, view.Question["sort"] ?? UsageMeasure.Requests.Name, view.Question["order"] == "asc");
            var measure = UsageMeasure.All.First(known => known.Name == order.Sort);
            var top = view.Question["top"] is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : BreakdownPage.DefaultTop;
            return kind.Of(queries.Breakdown(view.Filter, view.Period, view.Previous, dimension, measure, order.IsAscending, top), view, dimension, order, HasAny(view));
        },
        new("by", "The dimension.", [.. kind.Dimensions]), Sort, Order, Rows);

    private void Page(IEndpointRouteBuilder routes, string path, Func<DashboardView, string> write, params QueryParameter[] more) => routes
        .Get(path, context => context.PageAsync(() => ShowAsync(context, write)))
        .Describe($"Dashboard {path}", "Dashboard", "A page of the dashboard.", Permission.Read, [.. Parameters, .. more]).ExcludeFromDescription();

    private Task ShowAsync(HttpContext context, Func<DashboardView, string> write)
    {
        var question = DashboardQuestion.Of(context);
        foreach (var parameter in context.GetEndpoint()!.Metadata.GetMetadata<QueryParameters>()!.Items.Where(parameter => parameter.Values.Length > 0)) context.OneOf(parameter, null);
        context.Number("top", 1, BreakdownPage.MostRows, BreakdownPage.DefaultTop);
        if (question.Path == "/") question = question with { Path = "/analytics" };
        var filter = UsageQuestion.FilterOf(context);
        var period = question.PeriodAt(time.GetUtcNow());
        var view = new DashboardView(question, context.Caller(), filter, period, question.Previous(period), context.OwnAddress());
        return cache.AnswerAsync(context, filter.Tenant, () => Encoding.UTF8.GetBytes(write(view)), HtmlType, $"{view.Caller.KeyId}\n{view.Server}\n{DashboardFiles.Style.Version}{DashboardFiles.Script.Version}");
    }

    private Task ValuesAsync(HttpContext context)
    {
        context.RefuseParameters();
        var dimension = context.OneOf(Dimension, null) ?? throw new QueryException("'dimension' is missing.");
        var values = queries.Values(UsageQuestion.FilterOf(context).Tenant, dimension, context.Parameter("beginning") ?? "");
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(values, ServerJson.Plain.IReadOnlyListString));
    }

    private Func<bool> HasAny(DashboardView view) => () => queries.HasUsage(view.Filter.Tenant);
}
