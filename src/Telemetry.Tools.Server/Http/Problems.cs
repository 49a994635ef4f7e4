using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Telemetry.Tools.Server;

/// <summary>Errors as <c>application/problem+json</c> (RFC 9457), with the diagnostic's id as <c>code</c>; to exporters in OTLP's own form.</summary>
internal static class Problems
{
    public const string MediaType = "application/problem+json";

    /// <summary>When to ask again where the database is away or too much waits.</summary>
    public const string RetryAfterSeconds = "1";

    /// <summary>Makes an answer that of an error, whatever it was to be: the status and the headers that go with it.</summary>
    public static void Begin(HttpResponse response, int status)
    {
        var (allowed, range) = (response.Headers.Allow, response.Headers.ContentRange);
        response.Clear();
        (response.Headers.Allow, response.Headers.ContentRange) = (allowed, range);
        response.StatusCode = status;
        SecurityHeaders.Apply(response);
        if (status is 429 or 503) response.Headers.RetryAfter = status == 429 ? "60" : RetryAfterSeconds;
    }

    /// <summary>Writes an error as the whole answer.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string detail)
    {
        Begin(context.Response, status);
        if (status is 401) context.Response.Headers.WWWAuthenticate = "Bearer";
        if (OtlpAnswers.IsExport(context))
        {
            var (body, type) = OtlpAnswers.Error(context.Request, status, code, detail);
            return context.WriteAsync(body, type);
        }

        var problem = new Problem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, code);
        return context.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem, ServerJson.Plain.Problem), MediaType);
    }
}

/// <summary>An error.</summary>
/// <param name="Type">Always <c>about:blank</c>: the code says what it is.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The status.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="Code">The diagnostic's id.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, string Code);
