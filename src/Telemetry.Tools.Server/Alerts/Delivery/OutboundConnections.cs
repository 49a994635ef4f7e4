using System.Net;
using System.Net.Sockets;

namespace Telemetry.Tools.Server;

/// <summary>Connections to what rules name: a host's name is looked up once, what it leads to is checked, and the connection goes to that very address. A second look could be answered otherwise.</summary>
internal sealed class OutboundConnections(AllowedTargets allowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    /// <summary>Connects.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="isPlain">Whether what is sent is not encrypted: then only what is allowed is connected to.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="DeliveryException">It leads nowhere, or where nothing may be sent.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, bool isPlain, CancellationToken cancellation)
    {
        var address = await FindAsync(host, isPlain, cancellation).ConfigureAwait(false);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ConnectTime);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), limit.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw new DeliveryException(error is SocketException ? "the connection was refused or lost." : "nobody answered in time.");
        }
    }

    private async Task<IPAddress> FindAsync(string host, bool isPlain, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await ResolveAsync(host, cancellation).ConfigureAwait(false);
        var address = addresses.Select(AddressRanges.Plain).FirstOrDefault(address => allowed.Permits(host, address))
            ?? throw new DeliveryException("the host is not on the public internet (webhook_allow).");
        if (isPlain && !allowed.HasHost(host) && !allowed.HasAddress(address)) throw new DeliveryException("without TLS, only hosts that are allowed are sent to (webhook_allow).");
        return address;
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return await resolve(host, cancellation).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            throw new DeliveryException("the host's name is not known.");
        }
    }
}

/// <summary>Why a message was not delivered, in words that tell nothing about the network behind the server. It is tried again.</summary>
internal sealed class DeliveryException(string message) : Exception(message);
