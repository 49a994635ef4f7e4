using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tools.Server;

/// <summary>Posts messages, signed as the Standard Webhooks say. Follows no redirect, uses no proxy, keeps no cookie and no connection.</summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MaxAnswer = 64 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly string? _secret;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public WebhookSender(OutboundConnections connections, string? secret, TimeProvider time)
    {
        (_secret, _time) = (secret, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            // Each message is looked up and checked by itself.
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseHeadersLength = 16,
            ConnectCallback = async (context, cancellation) =>
            {
                var url = context.InitialRequestMessage.RequestUri!;
                return await connections.ConnectAsync(WebhookAddresses.HostOf(url), url.Port, isPlain: url.Scheme != Uri.UriSchemeHttps, cancellation).ConfigureAwait(false);
            },
        };
        _client = new HttpClient(handler) { Timeout = Limit };
    }

    /// <summary>Sends one message.</summary>
    /// <exception cref="DeliveryException">It did not arrive, or the receiver did not take it.</exception>
    public async Task SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        using var request = RequestOf(delivery);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw new DeliveryException(string.Create(CultureInfo.InvariantCulture, $"the receiver answered {(int)response.StatusCode}."));
            await FinishAsync(response, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw error.InnerException as DeliveryException ?? new DeliveryException(error.HttpRequestError == HttpRequestError.SecureConnectionError ? "TLS could not be agreed on." : "the connection was refused or lost.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DeliveryException("the receiver did not answer in time.");
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The header that proves who sends: over the id, the time and the body.</summary>
    internal static string SignatureOf(string secret, string id, string timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));

    private HttpRequestMessage RequestOf(Delivery delivery)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var secret = delivery.Channel.Secret ?? _secret ?? throw new DeliveryException("the server has no webhook_secret any more.");
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Channel.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "telemetry-server");
        request.Headers.TryAddWithoutValidation("webhook-id", delivery.Id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", SignatureOf(secret, delivery.Id, timestamp, delivery.Body));
        return request;
    }

    // What the receiver says beside its status is of no interest; it is let finish, within bounds.
    private static async Task FinishAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var (buffer, read) = (new byte[4096], 0);
                while (read < MaxAnswer && await stream.ReadAsync(buffer, limit.Token).ConfigureAwait(false) is > 0 and var length) read += length;
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException)
        {
            // It has taken the message; its status said so.
        }
    }
}
