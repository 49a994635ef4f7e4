using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>Recognises gRPC on a connection before anything else reads it, refuses it in its own words and says so in the log. Exporters use gRPC unless they are told not to, and
/// what a server of HTTP/1.1 says to it helps nobody.</summary>
internal sealed class GrpcRefusal(ILogger log, TimeSpan patience)
{
    /// <summary>What to do about it.</summary>
    public const string Advice = "This server takes OTLP over HTTP: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf.";

    private const int FrameHeader = 9;
    private const int MaxFrame = 16 * 1024;
    private const byte HeadersFrame = 1;
    private const byte SettingsFrame = 4;
    private const byte GoAwayFrame = 7;
    private const byte EndOfHeadersAndStream = 5;
    private const byte UseHttp11 = 13;

    // "application/grpc" as some clients write it: in HPACK's Huffman code.
    private static readonly byte[] GrpcInHuffman = [0x1d, 0x75, 0xd0, 0x62, 0x0d, 0x26, 0x3d, 0x4c, 0x4d, 0x65, 0x64];

    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private long _lastLine = long.MinValue;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Writes the line that tells an operator why nothing arrives.</summary>
    public static void Log(ILogger log, IPAddress? sender) =>
        log.LogWarning("An exporter at {Sender} speaks gRPC, and nothing of what it sends is taken. {Advice}", sender, Advice);

    /// <summary>Looks at how a connection begins; passes it on untouched unless it is HTTP/2.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using var timer = new CancellationTokenSource(patience);
        try
        {
            if (await BeginsWithPrefaceAsync(connection.Transport.Input, timer.Token).ConfigureAwait(false))
            {
                await RefuseAsync(connection, timer.Token).ConfigureAwait(false);
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing came for as long as Kestrel itself would wait.
            return;
        }

        await next(connection).ConfigureAwait(false);
    }

    private static async Task<bool> BeginsWithPrefaceAsync(PipeReader input, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation).ConfigureAwait(false);
            var length = (int)Math.Min(read.Buffer.Length, Preface.Length);
            var isLike = read.Buffer.Slice(0, length).ToArray().AsSpan().SequenceEqual(Preface[..length]);
            var isDecided = !isLike || length == Preface.Length || read.IsCompleted;
            input.AdvanceTo(read.Buffer.Start, isDecided ? read.Buffer.Start : read.Buffer.End);
            if (isDecided) return isLike && length == Preface.Length;
        }
    }

    private async Task RefuseAsync(ConnectionContext connection, CancellationToken cancellation)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        var preface = await input.ReadAtLeastAsync(Preface.Length, cancellation).ConfigureAwait(false);
        input.AdvanceTo(preface.Buffer.GetPosition(Preface.Length));
        await output.WriteAsync(Frame(SettingsFrame, 0, 0, []), cancellation).ConfigureAwait(false);
        while (await ReadFrameAsync(input, cancellation).ConfigureAwait(false) is { } frame)
        {
            if (frame.Type != HeadersFrame) continue;
            if (IsGrpc(frame.Payload))
            {
                LogNowAndThen((connection.RemoteEndPoint as IPEndPoint)?.Address);
                await output.WriteAsync(Frame(HeadersFrame, EndOfHeadersAndStream, frame.Stream, Unimplemented()), cancellation).ConfigureAwait(false);
            }

            await output.WriteAsync(Frame(GoAwayFrame, 0, 0, GoAway(frame.Stream)), cancellation).ConfigureAwait(false);
            break;
        }

        await output.CompleteAsync().ConfigureAwait(false);
        await DrainAsync(input, cancellation).ConfigureAwait(false);
    }

    // An exporter tries again every few seconds.
    private void LogNowAndThen(IPAddress? sender)
    {
        var (now, last) = (Environment.TickCount64, Volatile.Read(ref _lastLine));
        if (last != long.MinValue && now - last < BetweenLines.TotalMilliseconds) return;
        if (Interlocked.CompareExchange(ref _lastLine, now, last) == last) Log(log, sender);
    }

    // A connection that is closed while something is still on its way is reset, and the answer with it.
    private static async Task DrainAsync(PipeReader input, CancellationToken cancellation)
    {
        const int Most = 1024 * 1024;
        for (var drained = 0L; drained < Most;)
        {
            var read = await input.ReadAsync(cancellation).ConfigureAwait(false);
            drained += read.Buffer.Length;
            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }

    private static async Task<(byte Type, int Stream, byte[] Payload)?> ReadFrameAsync(PipeReader input, CancellationToken cancellation)
    {
        var read = await input.ReadAtLeastAsync(FrameHeader, cancellation).ConfigureAwait(false);
        if (read.Buffer.Length < FrameHeader) return null;
        var header = read.Buffer.Slice(0, FrameHeader).ToArray();
        var length = (header[0] << 16) | (header[1] << 8) | header[2];
        input.AdvanceTo(read.Buffer.Start);
        if (length > MaxFrame) return null;
        read = await input.ReadAtLeastAsync(FrameHeader + length, cancellation).ConfigureAwait(false);
        if (read.Buffer.Length < FrameHeader + length) return null;
        var payload = read.Buffer.Slice(FrameHeader, length).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(FrameHeader + length));
        return (header[3], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)) & int.MaxValue, payload);
    }

    private static bool IsGrpc(ReadOnlySpan<byte> headers) => headers.IndexOf("application/grpc"u8) >= 0 || headers.IndexOf(GrpcInHuffman) >= 0;

    private static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[FrameHeader + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(FrameHeader));
        return frame;
    }

    // Headers and trailers in one: status 200 as the protocol has it, and that the call is not implemented.
    private static byte[] Unimplemented()
    {
        const byte Status200 = 0x88;
        var block = new ArrayBufferWriter<byte>();
        block.Write<byte>([Status200]);
        Header("content-type", "application/grpc");
        Header("grpc-status", "12");
        Header("grpc-message", Advice);
        return block.WrittenSpan.ToArray();

        void Header(string name, string value)
        {
            block.Write<byte>([0, (byte)name.Length]);
            block.Write(Encoding.ASCII.GetBytes(name));
            block.Write<byte>([(byte)value.Length]);
            block.Write(Encoding.ASCII.GetBytes(value));
        }
    }

    private static byte[] GoAway(int stream)
    {
        var payload = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(payload, stream);
        payload[7] = UseHttp11;
        return payload;
    }
}
