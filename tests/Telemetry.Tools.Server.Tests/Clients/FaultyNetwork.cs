using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Stands between a client and a server: each connection gets the next fault, and afterwards all go through.</summary>
internal sealed class FaultyNetwork : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly ConcurrentQueue<NetworkFault> _faults;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public FaultyNetwork(Uri server, params IEnumerable<NetworkFault> faults)
    {
        (_server, _faults) = (server, new ConcurrentQueue<NetworkFault>(faults));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));

    /// <summary>Faults that nobody has met yet.</summary>
    public int Left => _faults.Count;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = ServeAsync(client, _faults.TryDequeue(out var fault) ? fault : NetworkFault.None);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, NetworkFault fault)
    {
        using (client)
        {
            try
            {
                using var server = new TcpClient();
                await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
                await RunAsync(client, server, fault);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // A side has gone.
            }
        }
    }

    private async Task RunAsync(TcpClient client, TcpClient server, NetworkFault fault)
    {
        var (near, far) = (client.GetStream(), server.GetStream());
        switch (fault.Kind)
        {
            case FaultKind.Refuse:
                return;
            case FaultKind.Answer:
                await ReadRequestAsync(near);
                await near.WriteAsync(Encoding.ASCII.GetBytes(fault.Text), _end.Token);
                return;
            case FaultKind.CutRequest:
                await CopyAsync(near, far, fault.After);
                client.Client.Close(0);
                return;
            case FaultKind.CutAnswer:
                _ = CopyAsync(near, far, int.MaxValue);
                await CopyAsync(far, near, fault.After);
                client.Client.Close(0);
                return;
            default:
                await Task.WhenAny(CopyAsync(near, far, int.MaxValue), CopyAsync(far, near, int.MaxValue));
                return;
        }
    }

    private async Task ReadRequestAsync(NetworkStream near)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await near.ReadAsync(buffer, _end.Token);
            if (read == 0) return;
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var all = text.ToString();
            var head = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head < 0) continue;
            var length = all.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[15..];
            if (all.Length >= head + 4 + int.Parse(length, CultureInfo.InvariantCulture)) return;
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, int most)
    {
        var buffer = new byte[64 * 1024];
        while (most > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, most)), _end.Token);
            if (read == 0) return;
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            most -= read;
        }
    }
}

/// <summary>What happens to one connection.</summary>
internal sealed record NetworkFault(FaultKind Kind, int After = 0, string Text = "")
{
    public static NetworkFault None { get; } = new(FaultKind.None);

    /// <summary>It is closed at once.</summary>
    public static NetworkFault Refuse { get; } = new(FaultKind.Refuse);

    /// <summary>It breaks after so many bytes of the request.</summary>
    public static NetworkFault CutRequest(int after) => new(FaultKind.CutRequest, after);

    /// <summary>The server gets the request, and the connection breaks after so many bytes of its answer.</summary>
    public static NetworkFault CutAnswer(int after) => new(FaultKind.CutAnswer, after);

    /// <summary>A status, without the server having seen the request.</summary>
    public static NetworkFault Answer(int status, string headers = "") =>
        new(FaultKind.Answer, Text: string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Fault\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"));

    /// <summary>An answer of 200 that is none of a server's.</summary>
    public static NetworkFault Nonsense { get; } = new(FaultKind.Answer, Text: "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>");
}

/// <summary>Kinds of faults.</summary>
internal enum FaultKind
{
    None,
    Refuse,
    CutRequest,
    CutAnswer,
    Answer,
}
