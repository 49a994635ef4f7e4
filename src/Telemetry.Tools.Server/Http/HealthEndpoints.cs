using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Says whether the server can work.</summary>
internal sealed class HealthEndpoints(Database database, IngestQueue queue, ServerMeters meters)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/health", HealthAsync)
            .Describe("GetHealth", "Server", "Whether the server can take events; with a key also how well it is.", permission: null)
            .Produces<HealthAnswer>().Produces<HealthAnswer>(503);
        routes.Get("/metrics", MetricsAsync)
            .Describe("GetMetrics", "Server", "Figures of the server itself, in the text format of Prometheus.", Permission.Read)
            .Produces<string>(contentType: MetricsText.MediaType);
    }

    private Task HealthAsync(HttpContext context)
    {
        context.RefuseParameters();
        var health = HealthScore.Of(database, queue, meters);
        if (!health.CanIngest)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = Problems.RetryAfterSeconds;
        }

        var isKnown = context.Features.Get<Caller>() is not null;
        var answer = new HealthAnswer(health.CanIngest ? "ok" : "unavailable")
        {
            HealthScore = isKnown ? health.Score : null,
            HealthStatus = isKnown ? health.Status : null,
            Reasons = isKnown ? health.Reasons : null,
        };
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(answer, ServerJson.Plain.HealthAnswer));
    }

    private Task MetricsAsync(HttpContext context)
    {
        context.RefuseParameters();
        context.Response.ContentType = MetricsText.MediaType;
        return context.Response.WriteAsync(MetricsText.Of(database, queue, meters));
    }
}

/// <summary>How the server is.</summary>
/// <param name="Status"><c>ok</c>, or <c>unavailable</c> where it cannot take events.</param>
public sealed record HealthAnswer(string Status)
{
    /// <summary>0–100; only with a key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? HealthScore { get; init; }

    /// <summary>healthy, degraded or unhealthy; only with a key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HealthStatus { get; init; }

    /// <summary>What took points away; only with a key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<HealthReason>? Reasons { get; init; }
}

/// <summary>Something that takes points from the health score.</summary>
/// <param name="Code">A word for programs.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Points">How many points.</param>
public sealed record HealthReason(string Code, string Message, int Points);
