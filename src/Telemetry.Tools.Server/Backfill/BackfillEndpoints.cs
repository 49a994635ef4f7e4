using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Backfills: asked for and looked at.</summary>
internal sealed class BackfillEndpoints(Database database, ArchiveFolder folder, BackfillStore store, BackfillRunner runner, TimeProvider time)
{
    private const string Path = "/v1/analytics/backfill";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Post(Path, CreateAsync)
            .Describe("CreateBackfill", "Retention", "Makes the hourly and daily figures of whole days anew, from events and their archive. 409 where events of these days were removed without an archive.", Permission.Administer, QueryParameter.Period.Take(2))
            .Produces<BackfillJob>(202);
        routes.Get(Path, ListAsync).Describe("ListBackfills", "Retention", "The last backfills, newest first.", Permission.Administer).Produces<BackfillList>();
        routes.MapGet(Path + "/{backfill_id}", (Delegate)((HttpContext context, [Microsoft.AspNetCore.Mvc.FromRoute(Name = "backfill_id")] string id) => ShowAsync(context, id)))
            .Describe("GetBackfill", "Retention", "How a backfill stands.", Permission.Administer).Produces<BackfillJob>();
    }

    private Task CreateAsync(HttpContext context)
    {
        context.RefuseParameters();
        var (start, end) = BackfillPeriod.Of(context.Parameter("start_date"), context.Parameter("end_date"), time.GetUtcNow());
        var tenant = context.Caller().Tenant;
        if (ProblemOf(tenant, start, end) is { } problem) throw new QueryException($"These figures cannot be made anew: {problem}.", ServerDiagnostics.NoArchive, 409);
        var job = store.Create(tenant, start, end);
        runner.Wake();
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"{Path}/{job.BackfillId}";
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(job, ServerJson.Plain.BackfillJob));
    }

    private Task ListAsync(HttpContext context)
    {
        context.RefuseParameters();
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(store.List(context.Caller().Tenant), ServerJson.Plain.BackfillList));
    }

    private Task ShowAsync(HttpContext context, string id)
    {
        context.RefuseParameters();
        var job = store.Find(context.Caller().Tenant, id) ?? throw QueryException.NotFound("There is no such backfill.");
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(job, ServerJson.Plain.BackfillJob));
    }

    private string? ProblemOf(string tenant, long start, long end)
    {
        using var connection = database.OpenWrite();
        var source = new BackfillSource(folder);
        return Tenants.Of(connection, tenant == TenantNames.All ? null : tenant).Select(name => source.ProblemOf(connection, name, start, end)).FirstOrDefault(problem => problem is not null);
    }
}
