using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Alert rules: made, shown, changed, deleted.</summary>
internal sealed class AlertRuleEndpoints(AlertRuleStore rules, AlertRuleReader reader, ServerSettings settings)
{
    private const string Path = "/v1/analytics/alert-rules";
    private const string Json = "application/json";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Path, ListAsync).Describe("ListAlertRules", "Alerts", "The alert rules, oldest first; each tenant begins with five.", Permission.Read).Produces<AlertRuleList>();
        routes.Post(Path, CreateAsync).Describe("CreateAlertRule", "Alerts", "Makes an alert rule.", Permission.Edit).Accepts<object>(Json).Produces<AlertRuleAnswer>(201);
        routes.MapGet(Path + "/{rule_id}", (Delegate)((HttpContext context, [FromRoute(Name = "rule_id")] string id) => ShowAsync(context, id)))
            .Describe("GetAlertRule", "Alerts", "One alert rule, without the secrets of its channels.", Permission.Read).Produces<AlertRuleAnswer>();
        routes.MapPut(Path + "/{rule_id}", (Delegate)((HttpContext context, [FromRoute(Name = "rule_id")] string id) => ChangeAsync(context, id)))
            .Describe("ChangeAlertRule", "Alerts", "Changes an alert rule as a whole. A webhook's secret that is not sent again is kept.", Permission.Edit).Accepts<object>(Json).Produces<AlertRuleAnswer>();
        routes.MapDelete(Path + "/{rule_id}", (Delegate)((HttpContext context, [FromRoute(Name = "rule_id")] string id) => DeleteAsync(context, id)))
            .Describe("DeleteAlertRule", "Alerts", "Deletes an alert rule and ends its alerts, which stay listed.", Permission.Edit).Produces(204);
    }

    private Task ListAsync(HttpContext context)
    {
        context.RefuseParameters();
        var list = new AlertRuleList([.. rules.List(AlertTenant.Of(context, rules)).Select(rule => AlertRuleAnswer.Of(rule, MayEdit(context)))]);
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(list, ServerJson.Plain.AlertRuleList));
    }

    private async Task CreateAsync(HttpContext context)
    {
        context.RefuseParameters();
        var tenant = AlertTenant.Of(context, rules);
        using var body = (await JsonBody.ReadAsync(context, settings).ConfigureAwait(false))!;
        AlertTenant.RefuseAnother(body.RootElement, tenant);
        var rule = rules.Add(tenant, reader.Read(body.RootElement, []))
            ?? throw new QueryException($"A tenant has {AlertRuleStore.MaxRules} alert rules at most; delete one first.", ServerDiagnostics.BadRule, 409);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"{Path}/{rule.Id}";
        await AnswerAsync(context, rule).ConfigureAwait(false);
    }

    private Task ShowAsync(HttpContext context, string id)
    {
        context.RefuseParameters();
        return AnswerAsync(context, rules.Find(AlertTenant.Of(context, rules), id));
    }

    private async Task ChangeAsync(HttpContext context, string id)
    {
        context.RefuseParameters();
        var tenant = AlertTenant.Of(context, rules);
        using var body = (await JsonBody.ReadAsync(context, settings).ConfigureAwait(false))!;
        AlertTenant.RefuseAnother(body.RootElement, tenant);
        var known = rules.Find(tenant, id) ?? throw NotFound();
        await AnswerAsync(context, rules.Change(tenant, id, reader.Read(body.RootElement, known.Terms.Channels))).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context, string id)
    {
        context.RefuseParameters();
        if (!rules.Delete(AlertTenant.Of(context, rules), id)) throw NotFound();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task AnswerAsync(HttpContext context, AlertRule? rule) =>
        context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(AlertRuleAnswer.Of(rule ?? throw NotFound(), MayEdit(context)), ServerJson.Plain.AlertRuleAnswer));

    private static bool MayEdit(HttpContext context) => context.Caller().Role.May(Permission.Edit);

    private static QueryException NotFound() => QueryException.NotFound("There is no such alert rule.");
}
