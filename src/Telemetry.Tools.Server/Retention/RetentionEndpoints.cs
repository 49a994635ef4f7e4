using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Retention: looked at, set, and run.</summary>
internal sealed class RetentionEndpoints(ServerSettings settings, Database database, RetentionPolicies policies, RetentionJob job)
{
    private const string Path = "/v1/analytics/retention";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly QueryParameter DryRun = new("dry_run", "Only say what would be removed. Default: false.", "true", "false");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Path, ShowAsync).Describe("GetRetention", "Retention", "How long rows are kept, what the last run removed, and what the archive has.", Permission.Read).Produces<RetentionAnswer>();
        routes.MapPut(Path + "/{table}", (HttpContext context, string table) => PutAsync(context, table))
            .Describe("PutRetention", "Retention", "Sets how long the rows of a table are kept: of the key's tenant, or with an operator's key of all that have not set it.", Permission.Administer)
            .Accepts<RetentionChange>("application/json").Produces<RetentionPolicy>();
        routes.Post(Path + "/run", RunAsync)
            .Describe("RunRetention", "Retention", "Removes what is older than the policies keep; 202 where that takes longer. It is also done every day.", Permission.Administer, DryRun)
            .Produces<RetentionRun>().Produces<RetentionRun>(202);
    }

    private Task ShowAsync(HttpContext context)
    {
        context.RefuseParameters();
        var tenant = context.Caller().Tenant;
        var answer = new RetentionAnswer(policies.Of(tenant).All, job.Runs.Last(ScopeOf(context.Caller()) ?? TenantNames.All), ReportJson.Format(job.NextRunAt), ArchiveOf(tenant));
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(answer, ServerJson.Plain.RetentionAnswer));
    }

    private async Task PutAsync(HttpContext context, string name)
    {
        context.RefuseParameters();
        var table = RetentionTable.All.FirstOrDefault(known => known.Name == name)
            ?? throw QueryException.NotFound($"There is no such table. Tables: {string.Join(", ", RetentionTable.All.Select(known => known.Name))}.");
        var caller = context.Caller();
        if (!table.IsTenants && caller is { IsOperator: false, KeyId: not null }) throw new QueryException($"'{name}' belongs to the server, not to a tenant: it is set with an operator's key.", ServerDiagnostics.Forbidden, 403);
        var change = await ReadAsync(context).ConfigureAwait(false);
        var tenant = table.IsTenants ? caller.Tenant : TenantNames.All;
        var known = policies.Of(tenant);
        var policy = new RetentionPolicy(name, change.RetentionPeriodDays ?? known.Of(name).RetentionPeriodDays, change.Archive ?? known.Of(name).Archive, tenant != TenantNames.All);
        Check(table, policy, known);
        policies.Put(tenant, policy);
        await context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(policy, ServerJson.Plain.RetentionPolicy)).ConfigureAwait(false);
    }

    private async Task RunAsync(HttpContext context)
    {
        context.RefuseParameters();
        var tenant = ScopeOf(context.Caller());
        if (context.OneOf(DryRun, "false") == "true")
        {
            await WriteAsync(context, job.DryRun(tenant)).ConfigureAwait(false);
            return;
        }

        var (id, ended) = job.Start(tenant) ?? throw new QueryException("Retention is going on already.", ServerDiagnostics.JobRunning, 409);
        await Task.WhenAny(ended, Task.Delay(Patience, context.RequestAborted)).ConfigureAwait(false);
        if (!ended.IsCompleted) context.Response.StatusCode = StatusCodes.Status202Accepted;
        await WriteAsync(context, job.Runs.Find(id)).ConfigureAwait(false);
    }

    // Whose rows a run is about; a server without keys has one tenant and one user.
    private static string? ScopeOf(Caller caller) => caller.IsOperator || caller.KeyId is null ? null : caller.Tenant;

    private static Task WriteAsync(HttpContext context, RetentionRun run) => context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(run, ServerJson.Plain.RetentionRun));

    private async Task<RetentionChange> ReadAsync(HttpContext context)
    {
        JsonBody.Require(context.Request);
        using var body = await BodyBuffer.ReadAsync(context.Request, settings, context.RequestAborted).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body.Span, ServerJson.Strict.RetentionChange) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw BodyException.Malformed("The body is {\"retention_period_days\": 90, \"archive\": true}; what is left out stays.");
        }
    }

    private static void Check(RetentionTable table, RetentionPolicy policy, RetentionPolicySet known)
    {
        if (policy.RetentionPeriodDays is < 1 or > RetentionPolicies.MaxDays) throw new QueryException($"'retention_period_days' takes 1 to {RetentionPolicies.MaxDays}.");
        if (policy.Archive && !table.HoldsEvents) throw new QueryException($"'{table.Name}' holds no events; only events are archived.");
        var least = table.Name switch { RetentionTable.Hourly => known.DaysOf(RetentionTable.Usage), RetentionTable.Daily => known.DaysOf(RetentionTable.Hourly), _ => 1 };
        if (policy.RetentionPeriodDays < least) throw new QueryException($"'{table.Name}' is kept at least as long as what it is made of: {least} days.");
    }

    private ArchiveFigures ArchiveOf(string tenant)
    {
        using var connection = database.OpenRead();
        var condition = tenant == TenantNames.All ? "$1 = '*'" : "tenant = $1";
        using var command = connection.Command(null, $"SELECT CAST(coalesce(sum(events), 0) AS bigint), CAST(coalesce(sum(bytes), 0) AS bigint), max(to_ts) FROM archives WHERE {condition}", tenant);
        using var reader = command.ExecuteReader();
        reader.Read();
        return new ArchiveFigures(reader.GetInt64(0), reader.GetInt64(1), reader.Number(2) is { } end ? ReportJson.Format(Clock.Time(end)) : null);
    }
}
