using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Begins and ends sessions of the dashboard.</summary>
internal sealed class SignInEndpoints(KeyRing keys, Sessions sessions, SignInLimit limit)
{
    private const int MaxFormBytes = 4096;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/signin", context => WriteAsync(context, null)).Describe("SignInPage", "Dashboard", "Asks for a key.", null).ExcludeFromDescription();
        routes.Post("/signin", SignInAsync).Describe("SignIn", "Dashboard", "Begins a session.", null).ExcludeFromDescription();
        routes.Post("/signout", SignOutAsync).Describe("SignOut", "Dashboard", "Ends a session.", null).ExcludeFromDescription();
    }

    private async Task SignInAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > MaxFormBytes) throw BodyException.Unsupported("Sign in with the form.");
        var address = context.Connection.RemoteIpAddress;
        if (limit.IsExceeded(address))
        {
            context.Response.Headers.RetryAfter = "60";
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "Too many tries from this address. Wait a minute.").ConfigureAwait(false);
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        if (keys.Find(form["key"].ToString().Trim()) is not { KeyId: { } id } caller || !caller.Role.May(Permission.Read))
        {
            limit.Count(address);
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "This key does not work, or may not read.").ConfigureAwait(false);
            return;
        }

        sessions.Begin(context, id);
        context.SeeOther("/analytics");
    }

    private Task SignOutAsync(HttpContext context)
    {
        sessions.End(context);
        context.SeeOther("/signin");
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, int status, string problem)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, problem);
    }

    private static Task WriteAsync(HttpContext context, string? problem) => context.WriteAsync(Encoding.UTF8.GetBytes(SignInPage.Of(problem)), DashboardEndpoints.HtmlType);
}
