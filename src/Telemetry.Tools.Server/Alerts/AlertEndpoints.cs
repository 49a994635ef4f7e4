using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Alerts: listed, counted, acknowledged.</summary>
internal sealed class AlertEndpoints(AlertStore alerts, AlertRuleStore rules, ServerSettings settings, TimeProvider time)
{
    private const string Path = "/v1/analytics/alerts";
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;
    private const int MaxReason = 1_000;

    private static readonly QueryParameter Status = new("status", "What they are. Default: those that are not over, open or acknowledged.", [.. AlertWords.Statuses, "all"]);
    private static readonly QueryParameter Severity = new("severity", "How severe they are. Default: any.", AlertWords.Severities);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Path, ListAsync)
            .Describe("ListAlerts", "Alerts", "Alerts, newest first.", Permission.Read, [Status, Severity, new("limit", "How many, 1 to 1000. Default: 100."), new("cursor", "Where the page begins: `next_cursor` of the one before.")]).Produces<AlertList>();
        routes.Get(Path + "/trend", TrendAsync)
            .Describe("GetAlertTrend", "Alerts", "How many alerts were raised in each bucket of a period, by severity.", Permission.Read, [.. QueryParameter.Period]).Produces<AlertTrend>();
        routes.MapGet(Path + "/{alert_id}", (Delegate)((HttpContext context, [FromRoute(Name = "alert_id")] string id) => ShowAsync(context, id)))
            .Describe("GetAlert", "Alerts", "One alert.", Permission.Read).Produces<Alert>();
        routes.MapPost(Path + "/{alert_id}/acknowledge", (Delegate)((HttpContext context, [FromRoute(Name = "alert_id")] string id) => AcknowledgeAsync(context, id)))
            .Describe("AcknowledgeAlert", "Alerts", "Says that somebody took note; the second time changes nothing. The body may hold a `reason`.", Permission.Edit).Produces<Alert>();
    }

    private Task ListAsync(HttpContext context)
    {
        context.RefuseParameters();
        var tenant = AlertTenant.Of(context, rules);
        string[] statuses = context.OneOf(Status, null) switch { null => ["open", "acknowledged"], "all" => AlertWords.Statuses, var one => [one] };
        var cursor = context.Parameter("cursor");
        if (cursor is not null && !Guid.TryParseExact(cursor, "D", out _)) throw new QueryException("'cursor' takes what an answer gave as 'next_cursor'.");
        var list = alerts.List(tenant, statuses, context.OneOf(Severity, null), context.Number("limit", 1, MaxLimit, DefaultLimit), cursor);
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(list, ServerJson.Plain.AlertList));
    }

    private Task TrendAsync(HttpContext context)
    {
        context.RefuseParameters();
        var period = UsagePeriod.Of(context.Parameter("start_date"), context.Parameter("end_date"), context.Parameter("group_by"), time.GetUtcNow());
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(alerts.Trend(AlertTenant.Of(context, rules), period), ServerJson.Plain.AlertTrend));
    }

    private Task ShowAsync(HttpContext context, string id)
    {
        context.RefuseParameters();
        return AnswerAsync(context, alerts.Find(AlertTenant.Of(context, rules), id));
    }

    private async Task AcknowledgeAsync(HttpContext context, string id)
    {
        context.RefuseParameters();
        var tenant = AlertTenant.Of(context, rules);
        var reason = await ReasonAsync(context).ConfigureAwait(false);
        await AnswerAsync(context, alerts.Acknowledge(tenant, id, context.Caller().Name, reason)).ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext context, Alert? alert) =>
        context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(alert ?? throw QueryException.NotFound("There is no such alert."), ServerJson.Plain.Alert));

    private async Task<string?> ReasonAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context, settings, isOptional: true).ConfigureAwait(false);
        if (body is null) return null;
        foreach (var name in body.RootElement.EnumerateObject().Select(field => field.Name).Where(name => name != "reason"))
            throw BodyException.Malformed($"There is no field '{AlertRuleReader.Shown(name)}' here; the body may hold a 'reason'.");
        return AlertRuleReader.Text(body.RootElement, "reason", MaxReason);
    }
}
