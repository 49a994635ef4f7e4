using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Answers questions about usage.</summary>
internal sealed class UsageEndpoints(UsageQueries queries, AnswerCache cache, TimeProvider time)
{
    private const int DefaultTop = 10;
    private const int MaxTop = 1_000;

    private static readonly QueryParameter Dimension = new("dimension", "Adds `groups`: the figures of each value of this dimension.", [.. UsageFilter.Columns]);
    private static readonly QueryParameter Top = new("top", "How many of the largest; 1 to 1000. Default: 10.");
    private static readonly QueryParameter Previous = new("previous", "What to compare with: the period before, or the same one a year ago. Default: period.", "period", "year");
    private static readonly QueryParameter By = new("by", "The dimension. Default: prompt_id.", [.. UsageFilter.Columns]);
    private static readonly QueryParameter Measure = new("measure", "What orders. Default: requests.", [.. UsageMeasure.All.Select(measure => measure.Name)]);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/analytics/usage/overview", OverviewAsync)
            .Describe("GetUsageOverview", "Usage", "Figures of a period, of each bucket of it, and the most used prompts.", Permission.Read, [.. QueryParameter.Period, .. QueryParameter.Filters, Dimension, Top])
            .Produces<UsageOverview>();
        routes.Get("/v1/analytics/usage/comparison", ComparisonAsync)
            .Describe("GetUsageComparison", "Usage", "Figures of a period beside those of an earlier one.", Permission.Read, [.. QueryParameter.Period, .. QueryParameter.Filters, Previous])
            .Produces<UsageComparison>();
        routes.Get("/v1/analytics/usage/top", TopAsync)
            .Describe("GetUsageTop", "Usage", "The largest values of a dimension.", Permission.Read, [.. QueryParameter.Period, .. QueryParameter.Filters, By, Measure, Top])
            .Produces<UsageTop>();
    }

    private Task OverviewAsync(HttpContext context)
    {
        var (filter, period) = QuestionOf(context);
        var (top, dimension) = (TopOf(context), context.OneOf(Dimension, null));
        return cache.AnswerAsync(context, filter.Tenant, () => JsonSerializer.SerializeToUtf8Bytes(queries.Overview(filter, period, top, dimension), ServerJson.Plain.UsageOverview));
    }

    private Task ComparisonAsync(HttpContext context)
    {
        var (filter, period) = QuestionOf(context);
        var previous = context.OneOf(Previous, "period") == "year" ? period.YearBefore() : period.Before();
        return cache.AnswerAsync(context, filter.Tenant, () => JsonSerializer.SerializeToUtf8Bytes(queries.Compare(filter, period, previous), ServerJson.Plain.UsageComparison));
    }

    private Task TopAsync(HttpContext context)
    {
        var (filter, period) = QuestionOf(context);
        var (by, name, top) = (context.OneOf(By, "prompt_id")!, context.OneOf(Measure, "requests"), TopOf(context));
        var measure = UsageMeasure.All.First(known => known.Name == name);
        return cache.AnswerAsync(context, filter.Tenant, () => JsonSerializer.SerializeToUtf8Bytes(queries.Top(filter, period, by, measure, top), ServerJson.Plain.UsageTop));
    }

    private (UsageFilter Filter, UsagePeriod Period) QuestionOf(HttpContext context)
    {
        context.RefuseParameters();
        return (UsageQuestion.FilterOf(context), UsagePeriod.Of(context.Parameter("start_date"), context.Parameter("end_date"), context.Parameter("group_by"), time.GetUtcNow()));
    }

    private static int TopOf(HttpContext context) => context.Number("top", 1, MaxTop, DefaultTop);
}
