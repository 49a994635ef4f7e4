using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>The page of exports, and its form.</summary>
internal sealed class ExportPageEndpoints(ExportStore store, ExportRunner runner, TimeProvider time)
{
    private const string Path = "/analytics/exports";
    private const int Shown = 50;

    public void Map(IEndpointRouteBuilder routes)
    {
        QueryParameter[] parameters = [new("cursor", "Where the page begins."), .. DashboardEndpoints.Parameters];
        routes.Get(Path, context => context.PageAsync(() => ShowAsync(context))).Describe($"Dashboard {Path}", "Dashboard", "A page of the dashboard.", Permission.Read, parameters).ExcludeFromDescription();
        routes.Post(Path, context => context.PageAsync(() => CreateAsync(context), Path)).Describe($"Dashboard {Path} form", "Dashboard", "Asks for an export.", Permission.Edit, parameters).ExcludeFromDescription();
    }

    private Task ShowAsync(HttpContext context)
    {
        var question = DashboardQuestion.Of(context);
        var today = time.GetUtcNow();
        return WriteAsync(context, question, new ExportWish(Date(today.AddDays(-29)), Date(today), "full", "csv", IsExcelSafe: true), null);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var question = DashboardQuestion.Of(context);
        var form = await context.FormAsync().ConfigureAwait(false);
        var wish = new ExportWish(form.Text("start_date"), form.Text("end_date"), form.Text("format"), form.Text("export_type"), form.Text("excel_safe") == "true");
        try
        {
            Create(context.Caller(), wish);
            context.SeeOther(question.With(("cursor", null)));
        }
        catch (QueryException problem) when (problem.Status == 400)
        {
            context.Response.StatusCode = problem.Status;
            await WriteAsync(context, question, wish, problem.Message).ConfigureAwait(false);
        }
    }

    private void Create(Caller caller, ExportWish wish)
    {
        if (caller.IsOperator) throw new QueryException("An operator's key belongs to no tenant.", ServerDiagnostics.Forbidden, 403);
        if (!ExportEndpoints.Type.Values.Contains(wish.Type) || !ExportEndpoints.Format.Values.Contains(wish.Format)) throw new QueryException("Choose a content and a file.");
        store.Create(caller.Tenant, wish.Type!, wish.Format!, UsagePeriod.Of(wish.StartDate, wish.EndDate, null, time.GetUtcNow()), wish.IsExcelSafe);
        runner.Wake();
    }

    private Task WriteAsync(HttpContext context, DashboardQuestion question, ExportWish wish, string? problem)
    {
        var caller = context.Caller();
        return context.WritePageAsync(caller.IsOperator ? ExportsPage.OfOperator(question, caller) : ExportsPage.Of(store.List(caller.Tenant, Shown, question["cursor"]), question, caller, wish, problem));
    }

    private static string Date(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
