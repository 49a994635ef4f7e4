using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Telemetry.Tools.Server;

/// <summary>What all pages do alike with their requests.</summary>
internal static class PageRequests
{
    /// <summary>Answers with a page; with a page that says why where the address cannot be shown. Fields that a form left empty are taken out of the address first.</summary>
    public static async Task PageAsync(this HttpContext context, Func<Task> show)
    {
        if (WithoutEmpty(context.Request) is { } shorter)
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
            context.Response.StatusCode = problem.Status;
            context.Response.Headers.ETag = default;
            await context.WritePageAsync(ProblemPage.Of(problem, context.Request.Path, context.Caller())).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a page.</summary>
    public static Task WritePageAsync(this HttpContext context, string page) => context.WriteAsync(Encoding.UTF8.GetBytes(page), DashboardEndpoints.HtmlType);

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

    private static string? WithoutEmpty(HttpRequest request)
    {
        if (!request.Query.Any(pair => pair.Value.Count == 1 && string.IsNullOrEmpty(pair.Value[0]))) return null;
        var kept = request.Query.Where(pair => !string.IsNullOrEmpty(pair.Value.ToString())).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)));
        return QueryHelpers.AddQueryString(request.Path, kept);
    }
}
