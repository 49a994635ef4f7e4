using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>What all endpoints do alike.</summary>
internal static class Endpoints
{
    private const string Json = "application/json";

    /// <summary>An endpoint that is read.</summary>
    public static RouteHandlerBuilder Get(this IEndpointRouteBuilder routes, string pattern, Func<HttpContext, Task> handler) => routes.MapGet(pattern, (Delegate)handler);

    /// <summary>An endpoint that changes something.</summary>
    public static RouteHandlerBuilder Post(this IEndpointRouteBuilder routes, string pattern, Func<HttpContext, Task> handler) => routes.MapPost(pattern, (Delegate)handler);

    /// <summary>Names, documents and guards an endpoint.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string tag, string summary, Permission? permission, params IEnumerable<QueryParameter> parameters) =>
        endpoint.WithName(name).WithTags(tag).WithSummary(summary).WithMetadata(new Access(permission), new QueryParameters([.. parameters]));

    /// <summary>The value of a query parameter; <see langword="null"/> where it is not there.</summary>
    /// <exception cref="QueryException">It is there more than once, or empty.</exception>
    public static string? Parameter(this HttpContext context, string name)
    {
        if (!context.Request.Query.TryGetValue(name, out var values)) return null;
        if (values.Count != 1 || string.IsNullOrEmpty(values[0])) throw new QueryException($"'{name}' takes one value.");
        if (values[0]!.Contains('\0', StringComparison.Ordinal)) throw new QueryException($"'{name}' holds U+0000.");
        return values[0];
    }

    /// <summary>A whole number among the query's values.</summary>
    public static int Number(this HttpContext context, string name, int least, int most, int otherwise) => context.Parameter(name) switch
    {
        null => otherwise,
        var text when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        _ => throw new QueryException($"'{name}' takes a whole number from {least} to {most}."),
    };

    /// <summary>The value of a parameter that takes a few words.</summary>
    public static string? OneOf(this HttpContext context, QueryParameter parameter, string? otherwise) => context.Parameter(parameter.Name) switch
    {
        null => otherwise,
        var value when parameter.Values.Contains(value, StringComparer.Ordinal) => value,
        _ => throw new QueryException($"'{parameter.Name}' takes {string.Join(", ", parameter.Values)}."),
    };

    /// <summary>Refuses parameters that the endpoint does not know: a mistyped filter must not answer another question.</summary>
    public static void RefuseParameters(this HttpContext context)
    {
        var known = context.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.Items ?? [];
        foreach (var name in context.Request.Query.Keys.Where(name => !known.Any(parameter => parameter.Name == name)))
        {
            var time = name == "time_zone" ? " All times are UTC." : "";
            throw new QueryException($"There is no parameter '{Shown(name)}' here.{time} Parameters: {(known.Count == 0 ? "none" : string.Join(", ", known.Select(item => item.Name)))}.", ServerDiagnostics.UnknownParameter);
        }
    }

    /// <summary>Writes a JSON answer.</summary>
    public static Task WriteJsonAsync(this HttpContext context, ReadOnlyMemory<byte> json) => context.WriteAsync(json, Json);

    /// <summary>Writes an answer of any media type.</summary>
    public static Task WriteAsync(this HttpContext context, ReadOnlyMemory<byte> body, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static string Shown(string name) => new([.. name.Take(40).Where(letter => !char.IsControl(letter))]);
}

/// <summary>The query parameters of an endpoint.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> Items);
