using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// The process of bad clients: connections that send a request byte by byte; half of them stay in its head, half, which have a key, in its body. Where the server hangs up, the client comes back
/// at once. They begin one after the other: thousands that begin together would be hung up on together as well.
/// </summary>
internal static class SlowConnections
{
    public const string Switch = "--slow";

    private const int SecondsToOpen = 20;
    private static readonly byte[] Head = Encoding.ASCII.GetBytes(
        $"POST /v1/client/usage/log HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Environment.GetEnvironmentVariable(IngestSender.Key)}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\nX-Filler: ");

    private static readonly byte[] EndOfHead = "x\r\n\r\n["u8.ToArray();

    /// <summary>Arguments: port, connections, milliseconds between two bytes of one on average. Says "ready" when all are open, and ends with its input.</summary>
    public static int Run(string[] args)
    {
        using var stop = new CancellationTokenSource();
        RunAsync(Number(args[1]), Number(args[2]), Number(args[3]), stop).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(int port, int count, int pause, CancellationTokenSource stop)
    {
        var open = 0;
        var connections = Enumerable.Range(0, count).Select(async i =>
        {
            await Task.Delay(TimeSpan.FromSeconds((double)i * SecondsToOpen / count));
            await KeepAsync(port, i % 2 == 0, pause, () => Interlocked.Increment(ref open), stop.Token);
        }).ToList();
        while (Volatile.Read(ref open) < count) await Task.Delay(50);
        Console.WriteLine("ready");
        Console.ReadLine();
        await stop.CancelAsync();
        await Task.WhenAll(connections);
    }

    private static async Task KeepAsync(int port, bool inHead, int pause, Action opened, CancellationToken stop)
    {
        var isFirst = true;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, stop);
                if (isFirst) opened();
                isFirst = false;
                await DripAsync(socket, inHead, pause, stop);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                // Hung up on, or the end.
            }
        }
    }

    private static async Task DripAsync(Socket socket, bool inHead, int pause, CancellationToken stop)
    {
        await socket.SendAsync(Head, stop);
        if (!inHead) await socket.SendAsync(EndOfHead, stop);
        while (true)
        {
            // Equal pauses would make the connections of one process beat in time, as those of many machines do not.
            await Task.Delay(Random.Shared.Next(pause / 2, pause * 3 / 2), stop);
            await socket.SendAsync("a"u8.ToArray(), stop);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
