using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Takes events.</summary>
internal sealed class IngestEndpoints(ServerSettings settings, IngestQueue queue, StreamParsers parsers, TimeProvider time)
{
    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";
    private const int MaxKeyLength = 255;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/v1/client/usage/log", context => IngestAsync(context, StreamNames.ClientUsage))
            .Describe("LogUsage", "Ingest", "Takes usage events of clients.", Permission.Ingest)
            .Accepts<object>(Json, Lines)
            .Produces<IngestAnswer>();
        routes.MapPost("/v1/events/{stream}", (HttpContext context, string stream) => IngestAsync(context, stream))
            .Describe("LogEvents", "Ingest", "Takes events of a stream whose schema the server knows.", Permission.Ingest)
            .Accepts<object>(Json, Lines)
            .Produces<IngestAnswer>();
    }

    private async Task IngestAsync(HttpContext context, string stream)
    {
        context.RefuseParameters();
        var caller = context.Caller();
        if (caller.IsOperator) throw new QueryException("An operator's key belongs to no tenant; send events with a key of their tenant.", ServerDiagnostics.Forbidden, 403);
        var isLines = IsLines(context.Request);
        var key = IdempotencyKeyOf(context.Request);
        IngestBatch batch;
        using (var body = await BodyBuffer.ReadAsync(context.Request, settings, context.RequestAborted).ConfigureAwait(false))
        {
            batch = new IngestBatch(caller.Tenant, stream) { IdempotencyKey = key, BodyHash = key is null ? [] : HashOf(stream, body.Span) };
            var reader = new BodyReader(parsers.For(caller.Tenant, stream), settings.MaxItems);
            if (isLines) reader.ReadLines(body.Span, batch, time.GetUtcNow());
            else reader.ReadJson(body.Span, batch, time.GetUtcNow());
        }

        var outcome = await queue.WriteAsync(batch).ConfigureAwait(false);
        if (outcome.Answer is not { } answer)
            throw new QueryException("This idempotency key was used for another body.", ServerDiagnostics.IdempotencyConflict, 422);
        if (outcome.IsReplay) context.Response.Headers["Idempotent-Replay"] = "true";
        await context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(answer, ServerJson.Plain.IngestAnswer)).ConfigureAwait(false);
    }

    private static bool IsLines(HttpRequest request)
    {
        var type = request.ContentType?.Split(';')[0].Trim();
        if (Lines.Equals(type, StringComparison.OrdinalIgnoreCase)) return true;
        return Json.Equals(type, StringComparison.OrdinalIgnoreCase) ? false : throw BodyException.Unsupported($"Content-Type takes {Json} or {Lines}.");
    }

    // The stream belongs to it: the same body for another stream is another request.
    private static byte[] HashOf(string stream, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (stream != StreamNames.ClientUsage) hash.AppendData([.. Encoding.UTF8.GetBytes(stream), 0]);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static string? IdempotencyKeyOf(HttpRequest request)
    {
        if (!request.Headers.TryGetValue("Idempotency-Key", out var values)) return null;
        var key = values.ToString();
        return key.Length is > 0 and <= MaxKeyLength && key.All(letter => letter is > ' ' and < (char)127)
            ? key
            : throw new QueryException($"Idempotency-Key has 1 to {MaxKeyLength} visible ASCII characters.");
    }
}
