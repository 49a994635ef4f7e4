using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Answers how the servers themselves did. Their figures are no tenant's: every key that may read sees all of them.</summary>
internal sealed class PerformanceEndpoints(PerformanceQueries queries, SlowQueries slow, QuestionTimes times, TimeProvider time) : IDisposable
{
    private const string Name = "GetPerformanceMetrics";

    // A long period reads many samples: more at a time would take the machine from those who send.
    private readonly SemaphoreSlim _places = new(2);

    public void Map(IEndpointRouteBuilder routes) => routes.Get("/v1/analytics/performance/metrics", AnswerAsync)
        .Describe(Name, "Server", "What the servers measured of themselves: each sample of up to six hours, or the figures of buckets.", Permission.Read, QueryParameter.Period)
        .Produces<PerformanceMetrics>();

    public void Dispose() => _places.Dispose();

    private async Task AnswerAsync(HttpContext context)
    {
        context.RefuseParameters();
        var groupBy = context.Parameter("group_by");
        var period = UsagePeriod.Of(context.Parameter("start_date"), context.Parameter("end_date"), groupBy, time.GetUtcNow());
        var isRaw = groupBy is null && period.End - period.Start <= PerformanceQueries.RawPeriod;
        if (!await _places.WaitAsync(TimeSpan.FromSeconds(5), context.RequestAborted).ConfigureAwait(false)) throw new UnavailableException("Other questions are being answered.");
        try
        {
            var answer = await Task.Run(() => Answer(period, isRaw, context.RequestAborted), context.RequestAborted).ConfigureAwait(false);
            await context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(answer, ServerJson.Plain.PerformanceMetrics)).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    private PerformanceMetrics Answer(UsagePeriod period, bool isRaw, CancellationToken stop)
    {
        var (summary, points) = times.Measure(Name, () => queries.Answer(period, isRaw, stop));
        return new PerformanceMetrics(summary, points, slow.Read());
    }
}
