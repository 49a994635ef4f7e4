using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Keeps answers for some minutes, and only while nothing has changed for the tenant: its change counter is raised in the transaction that stores
/// events, so that a question that begins after an acknowledgement sees the event.</summary>
internal sealed class AnswerCache(ChangeCounter changes, ServerSettings settings, QuestionTimes times, TimeProvider time)
{
    private const int Most = 1_000;
    private const int LargestKept = 1024 * 1024;

    private readonly ConcurrentDictionary<string, Kept> _answers = new(StringComparer.Ordinal);

    /// <summary>Answers from the cache or by computing; 304 where the client has the answer already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tenant">Whose figures; <see langword="null"/> = all tenants'.</param>
    /// <param name="compute">Computes the answer.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="reader">Whom the answer names, where it names its reader.</param>
    public async Task AnswerAsync(HttpContext context, string? tenant, Func<byte[]> compute, string type = "application/json", string? reader = null)
    {
        var count = changes.Read(tenant);
        var question = $"{tenant}\n{reader}\n{context.Request.Path}\n{context.Request.QueryString}\n{time.GetUtcNow():yyyyMMddHH}";
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{question}\n{count}")).AsSpan(0, 12))}\"";
        context.Response.Headers.ETag = tag;
        var isFresh = !context.Request.Headers.CacheControl.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase);
        if (isFresh && context.Request.Headers.IfNoneMatch.Holds(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var name = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "other";
        await context.WriteAsync(isFresh ? Find(question, count, Compute) : Compute(), type).ConfigureAwait(false);

        byte[] Compute() => times.Measure(name, compute);
    }

    private byte[] Find(string question, long count, Func<byte[]> compute)
    {
        var now = time.GetTimestamp();
        if (_answers.TryGetValue(question, out var kept) && kept.Changes == count && time.GetElapsedTime(kept.At, now).TotalSeconds < settings.CacheSeconds) return kept.Json;
        var json = compute();
        if (_answers.Count >= Most) _answers.Clear();
        if (json.Length <= LargestKept) _answers[question] = new Kept(json, count, now);
        return json;
    }

    private sealed record Kept(byte[] Json, long Changes, long At);
}
