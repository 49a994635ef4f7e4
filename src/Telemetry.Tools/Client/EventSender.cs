using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace Telemetry.Tools;

/// <summary>Sends lines of one stream in one request, and says what to do next. Never throws because of the network.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="server">The server.</param>
/// <param name="usageEndpoint">Where <c>client-usage</c> goes; <see langword="null"/> = its usual place.</param>
/// <param name="key">The API key, or <see langword="null"/>.</param>
/// <param name="timeout">How long a request may take.</param>
/// <param name="time">The clock.</param>
internal sealed class EventSender(HttpClient http, Uri server, Uri? usageEndpoint, string? key, TimeSpan timeout, TimeProvider time)
{
    private const string UsageStream = "client-usage";
    private const int SmallBody = 512;
    private const int MaxAnswer = 16 * 1024 * 1024;

    private readonly Uri _base = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/");

    /// <summary>Sends lines.</summary>
    /// <param name="stream">Their stream.</param>
    /// <param name="lines">Whole lines, each with its <c>\n</c>.</param>
    /// <param name="cancellation">Gives up; the outcome is <see cref="SendOutcomeKind.Retry"/> then.</param>
    public async Task<SendOutcome> SendAsync(string stream, ReadOnlyMemory<byte> lines, CancellationToken cancellation)
    {
        var outcome = await PostAsync(stream, lines, cancellation).ConfigureAwait(false);
        if (outcome.Status != (int)HttpStatusCode.RequestEntityTooLarge || FirstHalf(lines.Span) is not { } half) return outcome;
        var first = await SendAsync(stream, lines[..half], cancellation).ConfigureAwait(false);
        if (first.Kind is not (SendOutcomeKind.Delivered or SendOutcomeKind.Impossible)) return first;
        var second = await SendAsync(stream, lines[half..], cancellation).ConfigureAwait(false);
        var count = lines.Span[..half].Count((byte)'\n');
        return AsDelivered(first, count).With(AsDelivered(second, lines.Span[half..].Count((byte)'\n')), count);
    }

    /// <summary>Uploads a schema.</summary>
    public async Task<SendOutcome> PutSchemaAsync(string stream, string schema, CancellationToken cancellation)
    {
        using var content = new StringContent(schema, System.Text.Encoding.UTF8, "application/json");
        return await RequestAsync(HttpMethod.Put, new Uri(_base, $"v1/schemas/{Uri.EscapeDataString(stream)}"), content, SchemaOutcome, cancellation).ConfigureAwait(false);
    }

    /// <summary>What can never succeed as a refused item for each event.</summary>
    public static SendOutcome AsDelivered(SendOutcome outcome, int count) => outcome.Kind != SendOutcomeKind.Impossible ? outcome : outcome with
    {
        Kind = SendOutcomeKind.Delivered,
        Rejected = [.. Enumerable.Range(0, count).Select(index => new RejectedItem(index, $"http_{outcome.Status}", outcome.Message))],
    };

    private static SendOutcome SchemaOutcome(int status, byte[] body) => new(SendOutcomeKind.Delivered, status, "");

    private static int? FirstHalf(ReadOnlySpan<byte> lines)
    {
        var middle = lines[..^1].LastIndexOf((byte)'\n') < 0 ? -1 : lines[(lines.Length / 2)..^1].IndexOf((byte)'\n');
        if (middle >= 0) return (lines.Length / 2) + middle + 1;
        var before = lines[..(lines.Length / 2)].LastIndexOf((byte)'\n');
        return before >= 0 ? before + 1 : null;
    }

    private async Task<SendOutcome> PostAsync(string stream, ReadOnlyMemory<byte> lines, CancellationToken cancellation)
    {
        using var content = Content(lines);
        return await RequestAsync(HttpMethod.Post, Endpoint(stream), content, (_, body) => IngestReply.Read(body), cancellation).ConfigureAwait(false);
    }

    private Uri Endpoint(string stream) => stream == UsageStream
        ? usageEndpoint ?? new Uri(_base, "v1/client/usage/log")
        : new Uri(_base, $"v1/events/{Uri.EscapeDataString(stream)}");

    private async Task<SendOutcome> RequestAsync(HttpMethod method, Uri address, HttpContent content, Func<int, byte[], SendOutcome> read, CancellationToken cancellation)
    {
        try
        {
            using var limit = new CancellationTokenSource(timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            using var request = new HttpRequestMessage(method, address) { Content = content };
            if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            var body = await BodyAsync(response, both.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? read((int)response.StatusCode, body) : Failure(response, body);
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome(SendOutcomeKind.Retry, 0, "no answer in time");
        }
        catch (Exception error)
        {
            // Whatever a network, a handler or an answer may bring: SocketException, for one, is no IOException.
            return new SendOutcome(SendOutcomeKind.Retry, 0, error is System.Text.Json.JsonException ? "the answer is not a server's" : error.Message);
        }
    }

    private SendOutcome Failure(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        var message = IngestReply.ReasonOf(body) ?? $"HTTP {status} {response.ReasonPhrase}".TrimEnd();
        return new SendOutcome(KindOf(status), status, message) { RetryAfter = RetryAfter(response.Headers.RetryAfter) };
    }

    private static SendOutcomeKind KindOf(int status) => status switch
    {
        408 or 425 or 429 or >= 500 => SendOutcomeKind.Retry,
        400 or 413 or 415 or 422 => SendOutcomeKind.Impossible,
        _ => SendOutcomeKind.Refused,
    };

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        if (header?.Date is not { } date) return header?.Delta;
        var wait = date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static async Task<byte[]> BodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (body.Length + read > MaxAnswer) throw new IOException("the answer is too long");
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static ByteArrayContent Content(ReadOnlyMemory<byte> lines)
    {
        var isSmall = lines.Length <= SmallBody;
        var content = new ByteArrayContent(isSmall ? lines.ToArray() : Zip(lines.Span));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (!isSmall) content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static byte[] Zip(ReadOnlySpan<byte> bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest)) gzip.Write(bytes);
        return zipped.ToArray();
    }
}
