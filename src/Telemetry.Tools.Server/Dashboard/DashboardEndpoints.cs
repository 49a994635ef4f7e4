using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The pages for people.</summary>
internal sealed class DashboardEndpoints(UsageQueries queries, KeyRing keys, Sessions sessions, AnswerCache cache, TimeProvider time)
{
    private const int Top = 10;
    private const int MaxFormBytes = 4096;
    private const string HtmlType = "text/html; charset=utf-8";

    private static readonly byte[] Style = ReadStyle();

    public void Map(IEndpointRouteBuilder routes)
    {
        IReadOnlyList<QueryParameter> parameters = [.. QueryParameter.Period, .. QueryParameter.Filters, new("range", "A preset period.")];
        foreach (var path in (ReadOnlySpan<string>)["/", "/analytics"])
        {
            routes.Get(path, ShowAsync).Describe($"Dashboard{path.Length}", "Dashboard", "The dashboard.", Permission.Read, parameters).ExcludeFromDescription();
        }

        routes.Get("/analytics/style.css", StyleAsync).Describe("DashboardStyle", "Dashboard", "Its style sheet.", null).ExcludeFromDescription();
        routes.Get("/signin", context => WriteAsync(context, SignInPage.Of(hasFailed: false))).Describe("SignInPage", "Dashboard", "Asks for a key.", null).ExcludeFromDescription();
        routes.Post("/signin", SignInAsync).Describe("SignIn", "Dashboard", "Begins a session.", null).ExcludeFromDescription();
        routes.Post("/signout", SignOutAsync).Describe("SignOut", "Dashboard", "Ends a session.", null).ExcludeFromDescription();
    }

    private Task ShowAsync(HttpContext context)
    {
        context.RefuseParameters();
        var filter = UsageQuestion.FilterOf(context);
        var question = new DashboardQuestion(context.Parameter("range"), context.Parameter("start_date"), context.Parameter("end_date"), context.Parameter("group_by"), filter.Dimensions);
        var period = question.PeriodAt(time.GetUtcNow());
        var caller = context.Caller();
        return cache.AnswerAsync(context, filter.Tenant, () => Encoding.UTF8.GetBytes(DashboardPage.Of(queries.Executive(filter, period, Top), question, caller)), HtmlType, caller.KeyId);
    }

    private async Task SignInAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > MaxFormBytes) throw BodyException.Unsupported("Sign in with the form.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        if (keys.Find(form["key"].ToString().Trim()) is not { KeyId: { } id } caller || !caller.Role.May(Permission.Read))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await WriteAsync(context, SignInPage.Of(hasFailed: true)).ConfigureAwait(false);
            return;
        }

        sessions.Begin(context, id);
        SeeOther(context, "/analytics");
    }

    private Task SignOutAsync(HttpContext context)
    {
        sessions.End(context);
        SeeOther(context, "/signin");
        return Task.CompletedTask;
    }

    private static Task StyleAsync(HttpContext context)
    {
        context.Response.ContentType = "text/css; charset=utf-8";
        context.Response.Headers.CacheControl = "private, max-age=3600";
        context.Response.ContentLength = Style.Length;
        return context.Response.Body.WriteAsync(Style).AsTask();
    }

    private static Task WriteAsync(HttpContext context, string page)
    {
        context.Response.ContentType = HtmlType;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(page)).AsTask();
    }

    private static void SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
        context.Response.ContentLength = 0;
    }

    private static byte[] ReadStyle()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("dashboard.css")!;
        using var reader = new StreamReader(stream);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd() + SvgPainter.StyleSheet);
    }
}
