using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>The page about the server itself.</summary>
internal sealed class PerformancePageEndpoints(Database database, IngestQueue queue, ServerMeters meters, PerformanceQueries queries, TimeProvider time)
{
    private const long HoursUpTo = 31 * Clock.Day;

    public void Map(IEndpointRouteBuilder routes) => routes.Get(PerformancePage.Path, context => context.PageAsync(() => ShowAsync(context)))
        .Describe("Dashboard performance", "Dashboard", "A page of the dashboard.", Permission.Read, DashboardEndpoints.Parameters).ExcludeFromDescription();

    private async Task ShowAsync(HttpContext context)
    {
        var question = DashboardQuestion.Of(context);
        var period = PeriodOf(question);
        // Not cached: its figures change each 15 seconds, whatever happens to events.
        var (_, points) = await Task.Run(() => queries.Answer(period, isRaw: false, context.RequestAborted), context.RequestAborted).ConfigureAwait(false);
        await context.WritePageAsync(PerformancePage.Of(ServerFigures.Of(database, queue, meters), points, period, question, context.Caller(), time.GetUtcNow())).ConfigureAwait(false);
    }

    // A day is too coarse for a machine's figures where hours can be seen.
    private UsagePeriod PeriodOf(DashboardQuestion question)
    {
        var period = question.PeriodAt(time.GetUtcNow());
        return question["group_by"] is null && period.End - period.Start <= HoursUpTo ? period with { Bucket = TimeBucket.Hour } : period;
    }
}
