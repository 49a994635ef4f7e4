using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The process of bad clients: connections that send a request byte by byte; half of them stay in its head, half in its body. Where the server hangs up, the client comes back.</summary>
internal static class SlowConnections
{
    public const string Switch = "--slow";

    private const int AtOnce = 200;
    private static readonly byte[] Head = Encoding.ASCII.GetBytes("POST /v1/client/usage/log HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\nX-Filler: ");
    private static readonly byte[] EndOfHead = "x\r\n\r\n["u8.ToArray();

    /// <summary>Arguments: port, connections. Says "ready" when all are open, and ends with its input.</summary>
    public static int Run(string[] args)
    {
        using var stop = new CancellationTokenSource();
        RunAsync(Number(args[1]), Number(args[2]), stop).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(int port, int count, CancellationTokenSource stop)
    {
        var connections = new List<Task>();
        var open = 0;
        using var gate = new SemaphoreSlim(AtOnce);
        for (var i = 0; i < count; i++) connections.Add(KeepAsync(port, i % 2 == 0, gate, () => Interlocked.Increment(ref open), stop.Token));
        while (Volatile.Read(ref open) < count) await Task.Delay(50);
        Console.WriteLine("ready");
        Console.ReadLine();
        await stop.CancelAsync();
        await Task.WhenAll(connections);
    }

    private static async Task KeepAsync(int port, bool inHead, SemaphoreSlim gate, Action opened, CancellationToken stop)
    {
        var isFirst = true;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await gate.WaitAsync(stop);
                try
                {
                    await socket.ConnectAsync(IPAddress.Loopback, port, stop);
                }
                finally
                {
                    gate.Release();
                }

                if (isFirst) opened();
                isFirst = false;
                await DripAsync(socket, inHead, stop);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                // Hung up on, or the end.
            }
        }
    }

    private static async Task DripAsync(Socket socket, bool inHead, CancellationToken stop)
    {
        await socket.SendAsync(Head, stop);
        if (!inHead) await socket.SendAsync(EndOfHead, stop);
        while (true)
        {
            // A second on average; equal pauses would make the connections of one process beat in time, as those of many machines do not.
            await Task.Delay(Random.Shared.Next(500, 1_500), stop);
            await socket.SendAsync("a"u8.ToArray(), stop);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
