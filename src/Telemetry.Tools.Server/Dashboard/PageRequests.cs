using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Telemetry.Tools.Server;

/// <summary>What all pages do alike with their requests.</summary>
internal static class PageRequests
{
    /// <summary>Answers with a page; with a page that says why where the address cannot be shown, or the form not be taken. Fields that a form left empty are taken out of the address first.</summary>
    /// <param name="context">The request.</param>
    /// <param name="show">Answers it.</param>
    /// <param name="page">The page of the form that is sent; <see langword="null"/> where none is.</param>
    public static async Task PageAsync(this HttpContext context, Func<Task> show, string? page = null)
    {
        if (!HttpMethods.IsPost(context.Request.Method) && WithoutEmpty(context.Request) is { } shorter)
        {
            context.SeeOther(shorter);
            return;
        }

        try
        {
            await show().ConfigureAwait(false);
        }
        catch (QueryException problem) when (IsForPeople(context.Request) && !context.Response.HasStarted)
        {
            await context.WriteProblemAsync(problem.Status, problem.Code, problem.Message, page).ConfigureAwait(false);
        }
        catch (BodyException problem) when (IsForPeople(context.Request) && !context.Response.HasStarted)
        {
            await context.WriteProblemAsync(problem.Status, problem.Code, problem.Message, page).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a page.</summary>
    public static Task WritePageAsync(this HttpContext context, string page) => context.WriteAsync(Encoding.UTF8.GetBytes(page), DashboardEndpoints.HtmlType);

    /// <summary>Writes what is wrong: as a page for people who look at the dashboard, and as <see cref="Problems"/> for all others.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="code">The diagnostic's id.</param>
    /// <param name="detail">What is wrong.</param>
    /// <param name="page">The page of the form that was sent; <see langword="null"/> where that is not known.</param>
    public static Task WriteProblemAsync(this HttpContext context, int status, string code, string detail, string? page = null)
    {
        if (!IsForPeople(context.Request) || !IsPage(context.Request.Path)) return Problems.WriteAsync(context, status, code, detail);
        Problems.Begin(context.Response, status);
        var form = page ?? (HttpMethods.IsPost(context.Request.Method) ? ReturnAddress.Home : null);
        return context.WritePageAsync(ProblemPage.Of(status, code, detail, context.Request.Path, form, context.Features.Get<Caller>()));
    }

    /// <summary>Sends the browser to another page, which it reads.</summary>
    public static void SeeOther(this HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
        context.Response.ContentLength = 0;
    }

    /// <summary>The server's address as its caller knows it.</summary>
    public static string OwnAddress(this HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private static bool IsForPeople(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static bool IsPage(PathString path) => path == "/" || path == "/signin" || path == "/signout" || path.StartsWithSegments("/analytics");

    private static string? WithoutEmpty(HttpRequest request)
    {
        if (!request.Query.Any(pair => pair.Value.Count == 1 && string.IsNullOrEmpty(pair.Value[0]))) return null;
        var kept = request.Query.Where(pair => !string.IsNullOrEmpty(pair.Value.ToString())).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)));
        return QueryHelpers.AddQueryString(request.Path, kept);
    }
}
