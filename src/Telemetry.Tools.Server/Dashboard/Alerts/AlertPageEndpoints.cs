using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>The pages of alerts and of their rules, and what their forms do.</summary>
internal sealed class AlertPageEndpoints(AlertStore alerts, AlertRuleStore rules, AlertRuleReader reader, TimeProvider time)
{
    private const int Shown = 50;
    private const int MaxReason = 1_000;
    private const string NewRule = "new";

    private static readonly QueryParameter Status = new("status", "What they are.", [.. AlertWords.Statuses, "all"]);
    private static readonly QueryParameter Severity = new("severity", "How severe they are.", AlertWords.Severities);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(AlertsPage.Path, context => context.PageAsync(() => ListAsync(context)))
            .Describe("Dashboard alerts", "Dashboard", "A page of the dashboard.", Permission.Read, [.. DashboardEndpoints.Parameters, Status, Severity, new("cursor", "Where the page begins.")]).ExcludeFromDescription();
        routes.Get(AlertRulePage.Path + "/{id}", context => context.PageAsync(() => ShowRuleAsync(context))).Describe("Dashboard alert rule", "Dashboard", "A page of the dashboard.", Permission.Read).ExcludeFromDescription();
        Post(routes, AlertsPage.Path + "/{id}/acknowledge", AcknowledgeAsync);
        Post(routes, AlertRulePage.Path + "/{id}", SaveRuleAsync);
        Post(routes, AlertRulePage.Path + "/{id}/delete", DeleteRuleAsync);
    }

    private static void Post(IEndpointRouteBuilder routes, string path, Func<HttpContext, Task> handler) =>
        routes.Post(path, context => context.PageAsync(() => handler(context), AlertsPage.Path)).Describe($"Dashboard form {path}", "Dashboard", "A form of the dashboard.", Permission.Edit).ExcludeFromDescription();

    private Task ListAsync(HttpContext context)
    {
        var question = DashboardQuestion.Of(context);
        var caller = context.Caller();
        if (caller.IsOperator) return context.WritePageAsync(AlertsPage.OfOperator(caller));
        var tenant = AlertTenant.Of(context, rules);
        string[] statuses = context.OneOf(Status, null) switch { null => ["open", "acknowledged"], "all" => AlertWords.Statuses, var one => [one] };
        if (question["cursor"] is { } cursor && !Guid.TryParseExact(cursor, "D", out _)) throw new QueryException("'cursor' takes what an answer gave as 'next_cursor'.");
        var view = new AlertsView(
            alerts.List(tenant, statuses, context.OneOf(Severity, null), Shown, question["cursor"]), alerts.TrendByWindow(tenant, UsagePeriod.Of(null, null, null, time.GetUtcNow())), rules.List(tenant));
        return context.WritePageAsync(AlertsPage.Of(view, question, caller));
    }

    private async Task AcknowledgeAsync(HttpContext context)
    {
        var form = await context.FormAsync().ConfigureAwait(false);
        var reason = form.Text("reason");
        if (reason?.Length > MaxReason || reason?.Any(char.IsControl) == true) throw new QueryException($"A reason has at most {MaxReason} characters, and no control character.");
        if (alerts.Acknowledge(AlertTenant.Of(context, rules), IdOf(context), context.Caller().Name, reason) is null) throw QueryException.NotFound("There is no such alert.");
        context.SeeOther(ReturnAddress.Of(form.Text(ReturnAddress.Name)) ?? AlertsPage.Path);
    }

    private Task ShowRuleAsync(HttpContext context)
    {
        context.RefuseParameters();
        var (tenant, id, caller) = (AlertTenant.Of(context, rules), IdOf(context), context.Caller());
        var form = id == NewRule ? AlertRuleForm.New : AlertRuleForm.Of((rules.Find(tenant, id) ?? throw NotFound()).Terms, caller.Role.May(Permission.Edit));
        return context.WritePageAsync(AlertRulePage.Of(id, form, null, caller));
    }

    private async Task SaveRuleAsync(HttpContext context)
    {
        var (tenant, id) = (AlertTenant.Of(context, rules), IdOf(context));
        var known = id == NewRule ? null : rules.Find(tenant, id) ?? throw NotFound();
        var form = AlertRuleForm.Of(await context.FormAsync().ConfigureAwait(false));
        if (Save(tenant, known, form) is { } problem)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.WritePageAsync(AlertRulePage.Of(id, form, problem, context.Caller())).ConfigureAwait(false);
            return;
        }

        context.SeeOther(AlertsPage.Path);
    }

    private string? Save(string tenant, AlertRule? known, AlertRuleForm form)
    {
        var channels = known?.Terms.Channels ?? [];
        try
        {
            var terms = reader.Read(form.ToJson(channels), channels);
            if (known is not null) return rules.Change(tenant, known.Id, terms) is null ? throw NotFound() : null;
            return rules.Add(tenant, terms) is null ? $"A tenant has {AlertRuleStore.MaxRules} alert rules at most; delete one first." : null;
        }
        catch (QueryException problem) when (problem.Status == 400)
        {
            return problem.Message;
        }
    }

    private Task DeleteRuleAsync(HttpContext context)
    {
        if (!rules.Delete(AlertTenant.Of(context, rules), IdOf(context))) throw NotFound();
        context.SeeOther(AlertsPage.Path);
        return Task.CompletedTask;
    }

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static QueryException NotFound() => QueryException.NotFound("There is no such alert rule.");
}
