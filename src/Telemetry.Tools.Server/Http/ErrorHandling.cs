using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>Turns what goes wrong in a request into one answer. No stack trace and no secret leaves the server.</summary>
internal sealed class ErrorHandling(RequestDelegate next, ILogger<ErrorHandling> log)
{
    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            SecurityHeaders.Apply(context.Response);
            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted && context.Response.ContentLength is null && context.Response.ContentType is null) await ExplainAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, error).ConfigureAwait(false);
        }
    }

    private static Task ExplainAsync(HttpContext context) => context.Response.StatusCode switch
    {
        404 => context.WriteProblemAsync(404, ServerDiagnostics.NotFound, "Nothing is there."),
        405 => context.WriteProblemAsync(405, ServerDiagnostics.MethodNotAllowed, "This method is not allowed there."),
        415 => context.WriteProblemAsync(415, ServerDiagnostics.UnsupportedMedia, "This media type is not taken."),
        _ => Task.CompletedTask,
    };

    private Task AnswerAsync(HttpContext context, Exception error)
    {
        switch (error)
        {
            case BodyException body:
                return context.WriteProblemAsync(body.Status, body.Code, body.Message);
            case QueryException query:
                return context.WriteProblemAsync(query.Status, query.Code, query.Message);
            case BadHttpRequestException { StatusCode: 413 }:
                return context.WriteProblemAsync(413, ServerDiagnostics.TooLarge, "The body is too large.");
            case BadHttpRequestException bad:
                return context.WriteProblemAsync(bad.StatusCode, ServerDiagnostics.BadBody, "The request cannot be read.");
            case var _ when SumOverflow.Is(error):
                return context.WriteProblemAsync(400, ServerDiagnostics.TooMuch, $"{SumOverflow.Message} Ask for a shorter period.");
            case UnavailableException or DbException or ServerException { Id: ServerDiagnostics.DatabaseNotUsable }:
                log.LogError(error, "{Method} {Path}: the database does not answer", context.Request.Method, context.Request.Path);
                return context.WriteProblemAsync(503, ServerDiagnostics.Unavailable, error is UnavailableException ? error.Message : "The database does not answer at the moment.");
            default:
                log.LogError(error, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
                return context.WriteProblemAsync(500, ServerDiagnostics.Unexpected, "This should not have happened; the server's log says more.");
        }
    }
}
