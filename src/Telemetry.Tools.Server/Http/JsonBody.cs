using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>A request's body as one small JSON object.</summary>
internal static class JsonBody
{
    private const int Most = 256 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>Reads the object; <see langword="null"/> where there is no body and none is needed.</summary>
    /// <exception cref="BodyException">400, 413 or 415.</exception>
    public static async Task<JsonDocument?> ReadAsync(HttpContext context, ServerSettings settings, bool isOptional = false)
    {
        using var body = await BodyBuffer.ReadAsync(context.Request, settings with { MaxBodyBytes = Math.Min(Most, settings.MaxBodyBytes), MaxInflatedBytes = Most }, context.RequestAborted).ConfigureAwait(false);
        if (isOptional && body.Span.IsEmpty) return null;
        Require(context.Request);
        var document = Parse(body.Span);
        if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
        document.Dispose();
        throw BodyException.Malformed("The body is a JSON object.");
    }

    /// <summary>Requires that the request says that its body is JSON.</summary>
    /// <exception cref="BodyException">415.</exception>
    public static void Require(HttpRequest request)
    {
        if (!"application/json".Equals(request.ContentType?.Split(';')[0].Trim(), StringComparison.OrdinalIgnoreCase)) throw BodyException.Unsupported("Content-Type takes application/json.");
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body.ToArray(), Options);
        }
        catch (JsonException error)
        {
            throw BodyException.Malformed(error.LineNumber is { } line ? $"The body is no JSON: line {line + 1}, byte {error.BytePositionInLine + 1}." : "The body has a name twice.");
        }
        catch (InvalidOperationException)
        {
            throw BodyException.Malformed("A name in the body holds half of a surrogate pair.");
        }
    }
}
