using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Telemetry.Tools.Tests;

/// <summary>Answers as a server does, or as a test wants, without a network.</summary>
internal sealed class StubServer : HttpMessageHandler
{
    private readonly Channel<StubRequest> _requests = Channel.CreateUnbounded<StubRequest>();
    private readonly ConcurrentQueue<Func<StubRequest, HttpResponseMessage>> _answers = new();

    /// <summary>Requests so far.</summary>
    public int Count { get; private set; }

    /// <summary>Answers the next request so; afterwards all are accepted again.</summary>
    public StubServer Next(HttpStatusCode status, string? retryAfter = null, string body = "")
    {
        _answers.Enqueue(_ =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
            if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return response;
        });
        return this;
    }

    /// <summary>The next request ends so.</summary>
    public StubServer Next(Func<StubRequest, HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    /// <summary>The next request that comes, or has come.</summary>
    public async Task<StubRequest> RequestAsync() => await _requests.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var taken = await StubRequest.OfAsync(request, cancellationToken);
        Count++;
        var answer = _answers.TryDequeue(out var next) ? next : Accept;
        try
        {
            return answer(taken);
        }
        finally
        {
            _requests.Writer.TryWrite(taken);
        }
    }

    private static HttpResponseMessage Accept(StubRequest request) => new(HttpStatusCode.OK)
    {
        Content = new StringContent($$"""{"accepted":{{request.Events.Count}},"duplicates":0,"generated_ids":0,"rejected":[]}"""),
    };
}

/// <summary>A request as it came.</summary>
internal sealed record StubRequest(Uri Address, string? Key, string Encoding, string Body, IReadOnlyList<JsonElement> Events)
{
    public IEnumerable<string> Identities => Events.Select(item => item.GetProperty("event_id").GetString()!);

    public static async Task<StubRequest> OfAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var encoding = string.Join(',', request.Content!.Headers.ContentEncoding);
        var bytes = await request.Content.ReadAsByteArrayAsync(cancellation);
        if (encoding == "gzip")
        {
            using var inflated = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)) gzip.CopyTo(inflated);
            bytes = inflated.ToArray();
        }

        var body = System.Text.Encoding.UTF8.GetString(bytes);
        var events = body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        return new StubRequest(request.RequestUri!, request.Headers.Authorization?.ToString(), encoding, body, events);
    }
}
