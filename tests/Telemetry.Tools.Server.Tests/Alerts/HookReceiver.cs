using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Telemetry.Tools.Server.Tests;

/// <summary>A receiver of webhooks on a port of its own that answers as the test says.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, string> _answer;
    private readonly Task _loop;
    private int _requests;

    /// <summary>Starts.</summary>
    /// <param name="answer">The whole answer to the request of that number, from 0; empty for none.</param>
    public HookReceiver(Func<int, string> answer)
    {
        _answer = answer;
        _listener.Start();
        _loop = Task.Run(LoopAsync);
    }

    public static string Ok => "HTTP/1.1 204 No Content\r\n\r\n";

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook";

    public ConcurrentQueue<HookRequest> Requests { get; } = new();

    /// <summary>Waits for a number of requests.</summary>
    public async Task<IReadOnlyList<HookRequest>> ReceivedAsync(int count)
    {
        for (var i = 0; i < 1_500 && Requests.Count < count; i++) await Task.Delay(50);
        Requests.Count.ShouldBe(count);
        return [.. Requests];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var owned = client;
        var stream = client.GetStream();
        var request = await ReadAsync(stream);
        var answer = _answer(Interlocked.Increment(ref _requests) - 1);
        Requests.Enqueue(request);
        if (answer.Length == 0) await Task.Delay(Timeout.Infinite, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        else await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }

    private static async Task<HookRequest> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.UTF8.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var headers = text[..end].Split("\r\n")[1..].Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
                var body = text[(end + 4)..];
                if (!headers.TryGetValue("Content-Length", out var length) || Encoding.UTF8.GetByteCount(body) >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)) return new HookRequest(headers, body);
            }

            var read = await stream.ReadAsync(buffer);
            if (read == 0) return new HookRequest(new Dictionary<string, string>(), "");
            bytes.AddRange(buffer.AsSpan(0, read));
        }
    }
}

/// <summary>A request that came.</summary>
internal sealed record HookRequest(IReadOnlyDictionary<string, string> Headers, string Body);
