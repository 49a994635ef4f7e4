using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Begins and ends sessions of the dashboard.</summary>
internal sealed class SignInEndpoints(KeyRing keys, Sessions sessions, SignInLimit limit)
{
    private const int MaxFormBytes = 8192;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/signin", context => WriteAsync(context, null, context.Request.Query[ReturnAddress.Name])).Describe("SignInPage", "Dashboard", "Asks for a key.", null).ExcludeFromDescription();
        routes.Post("/signin", SignInAsync).Describe("SignIn", "Dashboard", "Begins a session.", null).ExcludeFromDescription();
        routes.Post("/signout", SignOutAsync).Describe("SignOut", "Dashboard", "Ends a session.", null).ExcludeFromDescription();
    }

    private async Task SignInAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > MaxFormBytes) throw BodyException.Unsupported("Sign in with the form.");
        var address = context.Connection.RemoteIpAddress;
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        if (limit.IsExceeded(address))
        {
            context.Response.Headers.RetryAfter = "60";
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "Too many tries from this address. Wait a minute.", form).ConfigureAwait(false);
            return;
        }

        if (keys.Find(form["key"].ToString().Trim()) is not { KeyId: { } id } caller || !caller.Role.May(Permission.Read))
        {
            limit.Count(address);
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "This key does not work, or may not read.", form).ConfigureAwait(false);
            return;
        }

        sessions.Begin(context, id);
        context.SeeOther(ReturnAddress.Of(form[ReturnAddress.Name]) ?? ReturnAddress.Home);
    }

    private Task SignOutAsync(HttpContext context)
    {
        sessions.End(context);
        context.SeeOther("/signin");
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, int status, string problem, IFormCollection form)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, problem, form[ReturnAddress.Name]);
    }

    private static Task WriteAsync(HttpContext context, string? problem, string? address) =>
        context.WriteAsync(Encoding.UTF8.GetBytes(SignInPage.Of(problem, ReturnAddress.Of(address))), DashboardEndpoints.HtmlType);
}
