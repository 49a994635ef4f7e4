using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Answers questions to any stream.</summary>
internal sealed class QueryEndpoints(ServerSettings settings, StreamQueries queries, SchemaRegistry schemas, QuestionTimes times, TimeProvider time) : IDisposable
{
    private const int MaxMeasures = 20;
    private const int MaxConditions = 20;
    private const int MaxText = 1_024;
    private const int MaxTop = 10_000;

    // Each reads every event of its period: more at a time would take the machine from those who send.
    private readonly SemaphoreSlim _places = new(2);

    public void Map(IEndpointRouteBuilder routes) => routes.Post("/v1/analytics/query", AnswerAsync)
        .Describe("Query", "Usage", "Answers a question to any stream from its events: measures, groups, buckets of time, conditions.", Permission.Read)
        .Accepts<StreamQuestion>("application/json").Produces<StreamAnswer>();

    public void Dispose() => _places.Dispose();

    private async Task AnswerAsync(HttpContext context)
    {
        context.RefuseParameters();
        var asked = await ReadAsync(context).ConfigureAwait(false);
        var tenant = TenantOf(context, asked.TenantId);
        if (asked.Stream is not { } stream || schemas.Find(tenant, stream) is not { } schema) throw QueryException.NotFound("There is no such stream.");
        var period = UsagePeriod.Of(asked.StartDate, asked.EndDate, asked.Bucket, time.GetUtcNow());
        var question = QuestionOf(asked, period);
        if (!await _places.WaitAsync(TimeSpan.FromSeconds(5), context.RequestAborted).ConfigureAwait(false)) throw new UnavailableException("Other questions are being answered.");
        try
        {
            var answer = await Task.Run(() => times.Measure("Query", () => queries.Answer(tenant, schema, question, period, context.RequestAborted)), context.RequestAborted).ConfigureAwait(false);
            await context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(answer, ServerJson.Plain.StreamAnswer)).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    private static Analytics.Query QuestionOf(StreamQuestion asked, UsagePeriod period)
    {
        var texts = (asked.Measures ?? ["count"]).Concat(asked.Where ?? []).Append(asked.By).Append(asked.Event);
        if (asked.Measures?.Contains(null!) is true || asked.Where?.Contains(null!) is true) throw new QueryException("'measures' and 'where' take texts, not null.");
        if (asked.Measures is { Count: 0 or > MaxMeasures } || asked.Where?.Count > MaxConditions || texts.Any(text => text?.Length > MaxText))
            throw new QueryException($"A question has 1 to {MaxMeasures} measures and at most {MaxConditions} conditions, none of them longer than {MaxText} characters.");
        if (asked.Top is < 1 or > MaxTop) throw new QueryException($"'top' takes 1 to {MaxTop}.");
        try
        {
            return new Analytics.Query(
                [.. (asked.Measures ?? ["count"]).Select(MeasureOf)], asked.By, asked.Bucket is null ? TimeBucket.None : period.Bucket, [.. (asked.Where ?? []).Select(Filter.Parse)],
                Clock.Time(period.Start), Clock.Time(period.End), asked.Event, asked.Top ?? 0);
        }
        catch (AnalyticsException error)
        {
            throw new QueryException(error.Message);
        }
    }

    private static Measure MeasureOf(string text) => Measure.TryParse(text) ?? throw new QueryException("A measure is count, success_rate, or sum, avg, min, max, p50, p95 or p99 with ':' and a field.");

    private static string TenantOf(HttpContext context, string? asked)
    {
        var caller = context.Caller();
        if (asked?.Contains('\0', StringComparison.Ordinal) is true) throw QueryException.NotFound("There is no such tenant.");
        if (caller.IsOperator) return asked ?? throw new QueryException("An operator's key belongs to no tenant: 'tenant_id' says whose stream.");
        return asked is null || asked == caller.Tenant ? caller.Tenant : throw QueryException.NotFound("There is no such tenant.");
    }

    private async Task<StreamQuestion> ReadAsync(HttpContext context)
    {
        JsonBody.Require(context.Request);
        using var body = await BodyBuffer.ReadAsync(context.Request, settings, context.RequestAborted).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body.Span, ServerJson.Strict.StreamQuestion) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw BodyException.Malformed("The body is a question such as {\"stream\": \"client-usage\", \"measures\": [\"count\", \"sum:cost_usd\"], \"by\": \"model\", \"bucket\": \"day\"}.");
        }
    }
}
